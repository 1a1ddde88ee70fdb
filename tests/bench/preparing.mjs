// Times the engine in WebAssembly: a rubric from text to plans, and a report.
//   node tests/bench/preparing.mjs MODULE RUBRIC ASSESSMENT
// MODULE is the module of `jiangxing-parity` for Node, which `tests/parity.rs` makes in the folder
// `tmp/parity/module` of the target folder. The least of many rounds, in microseconds.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [module, rubric, assessment] = process.argv.slice(2);
const { Opened } = createRequire(import.meta.url)(resolve(module));
const [text, answers] = [rubric, assessment].map((path) => readFileSync(path, "utf8"));

function least(run) {
  let least = Infinity;
  const end = performance.now() + 2000;
  while (performance.now() < end) {
    const started = performance.now();
    run();
    least = Math.min(least, performance.now() - started);
  }
  return (least * 1000).toFixed(1);
}

console.log("open: parse, check, proofs ", least(() => new Opened(text).free()), "µs");
const opened = new Opened(text);
console.log("report as JSON             ", least(() => opened.report(answers)), "µs");
