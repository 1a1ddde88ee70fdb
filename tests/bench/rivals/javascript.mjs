// The task as JavaScript of its own: the expressions, compiled once by the engine that runs this.
import { infix, stages } from "./task.mjs";

const write = infix({
  name: (name) => name,
  number: String,
  min: (a, b) => `Math.min(${a}, ${b})`,
  max: (a, b) => `Math.max(${a}, ${b})`,
  floor: (a) => `Math.floor(${a})`,
  if: (c, a, b) => `(${c} ? ${a} : ${b})`,
  and: (a, b) => `(${a} && ${b})`,
  or: (a, b) => `(${a} || ${b})`,
});

export default () => {
  const computed = stages.flatMap(Object.entries);
  const given = new Set();
  const visit = ({ op, of }) => (op === "name" ? given.add(of) : op !== "number" && of.forEach(visit));
  computed.forEach(([, one]) => visit(one));
  computed.forEach(([name]) => given.delete(name));
  const lines = computed.map(([name, one]) => `const ${name} = ${write(one)};`);
  const rate = new Function(`{ ${[...given]} }`, `${lines.join("\n")}\nreturn { stars, total };`);
  return { rate };
};
