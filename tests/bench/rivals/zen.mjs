// The task in ZEN, one decision with an expression for each name; numbers are decimals of 28 digits.
import { infix, stages } from "./task.mjs";

const write = infix({
  name: (name) => name,
  number: String,
  min: (a, b) => `min([${a}, ${b}])`,
  max: (a, b) => `max([${a}, ${b}])`,
  floor: (a) => `floor(${a})`,
  if: (c, a, b) => `(${c} ? ${a} : ${b})`,
});

export default (require) => {
  const { ZenEngine } = require("@gorules/zen-engine");
  const nodes = [{ id: "in", type: "inputNode", name: "in" }];
  stages.forEach((stage, at) => nodes.push({
    id: `stage${at}`,
    type: "expressionNode",
    name: `stage${at}`,
    content: {
      expressions: Object.entries(stage).map(([key, one]) => ({ id: key, key, value: write(one) })),
      passThrough: true,
    },
  }));
  nodes.push({ id: "out", type: "outputNode", name: "out" });
  const edges = nodes.slice(1).map(({ id }, at) => ({ id: `e${at}`, type: "edge", sourceId: nodes[at].id, targetId: id }));
  const decision = new ZenEngine().createDecision({ nodes, edges });
  const rate = async (site) => (await decision.evaluate(site)).result;
  return { package: "@gorules/zen-engine", rate };
};
