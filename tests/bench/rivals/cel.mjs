// The task in CEL, an expression for each name; all numbers are doubles.
import { infix, stages } from "./task.mjs";

const write = infix({
  name: (name) => name,
  number: (number) => (Number.isInteger(number) ? `${number}.0` : String(number)),
  min: (a, b) => `(${a} < ${b} ? ${a} : ${b})`,
  max: (a, b) => `(${a} > ${b} ? ${a} : ${b})`,
  floor: (a) => `double(int(${a}))`,
  if: (c, a, b) => `(${c} ? ${a} : ${b})`,
  and: (a, b) => `(${a} && ${b})`,
  or: (a, b) => `(${a} || ${b})`,
});

export default async (require) => {
  const { Environment } = await import(require.resolve("@marcbachmann/cel-js"));
  const environment = new Environment({ unlistedVariablesAreDyn: true });
  const all = stages.flatMap(Object.entries).map(([name, one]) => [name, environment.parse(write(one))]);
  const rate = (site) => {
    const known = { ...site };
    for (const [name, one] of all) known[name] = one(known);
    return known;
  };
  return { package: "@marcbachmann/cel-js", rate };
};
