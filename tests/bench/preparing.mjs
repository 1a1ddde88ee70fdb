// Times the engine in WebAssembly: a rubric from text to plans, and a report.
//   node tests/bench/preparing.mjs MODULE RUBRIC ASSESSMENT
// MODULE is the module of `jiangxing-parity` for Node, which `tests/parity.rs` makes in the folder
// `tmp/parity/module` of the target folder.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [module, rubric, assessment] = process.argv.slice(2);
const { Opened } = createRequire(import.meta.url)(resolve(module));
const [text, answers] = [rubric, assessment].map((path) => readFileSync(path, "utf8"));

// The first time, with what Node still has to compile, and the least of many.
function times(run) {
  const times = Array.from({ length: 200 }, () => {
    const started = performance.now();
    run();
    return (performance.now() - started) * 1000;
  });
  return `${Math.min(...times).toFixed(1)} µs, the first time ${times[0].toFixed(1)} µs`;
}

console.log("open: parse, check, proofs ", times(() => new Opened(text).free()));
const opened = new Opened(text);
console.log("report as JSON             ", times(() => opened.report(answers)));
