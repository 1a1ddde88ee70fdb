// The task in JSON Logic.
import { stages } from "./task.mjs";

const words = { name: "var" };
export function logic({ op, of }) {
  if (op === "number") return of;
  if (op === "name") return { var: of };
  const parts = of.map(logic);
  return op === "floor" ? { "-": [parts[0], { "%": [parts[0], 1] }] } : { [words[op] ?? op]: parts };
}

export default (require) => {
  const jsonLogic = require("json-logic-js");
  const all = stages.flatMap(Object.entries).map(([name, one]) => [name, logic(one)]);
  const rate = (site) => {
    const known = { ...site };
    for (const [name, one] of all) known[name] = jsonLogic.apply(one, known);
    return known;
  };
  return { package: "json-logic-js", rate };
};
