// The task in JSON Logic, compiled by datalogic-rs in WebAssembly: a rule for each stage.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { logic } from "./json-logic.mjs";
import { stages } from "./task.mjs";

export default async () => {
  const folder = join(process.env.RIVALS, "node_modules/@goplasmatic/datalogic/web");
  const { CompiledRule, initSync } = await import(join(folder, "datalogic_wasm.js"));
  initSync({ module: readFileSync(join(folder, "datalogic_wasm_bg.wasm")) });
  const rules = stages.map((stage) => {
    const template = Object.fromEntries(Object.entries(stage).map(([name, one]) => [name, logic(one)]));
    return new CompiledRule(JSON.stringify(template), true);
  });
  const rate = (site) => rules.reduce(
    (known, rule) => ({ ...known, ...JSON.parse(rule.evaluate(JSON.stringify(known))) }), site);
  return { package: "@goplasmatic/datalogic", rate };
};
