// Reads inputs (one JSON line each: a rubric, or an assessment under the last rubric) and writes one
// line for each: the SHA-256 of what the engine in WebAssembly gives. With a line number, writes
// that one output in full instead.
import { createHash } from "node:crypto";
import { createReadStream, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [engine, inputs, outputs, only] = process.argv.slice(2);
const { Opened } = createRequire(import.meta.url)(engine);
const sha256 = (text) => createHash("sha256").update(text, "utf8").digest("hex");

let opened;
const lines = [];
for await (const line of createInterface({ input: createReadStream(inputs), crlfDelay: Infinity })) {
  const { rubric, assessment } = JSON.parse(line);
  let given;
  if (rubric === undefined) {
    given = opened.report(assessment);
  } else {
    opened?.free();
    opened = new Opened(rubric);
    given = opened.diagnostics();
  }
  lines.push(only === undefined ? sha256(given) : given);
}
writeFileSync(outputs, only === undefined ? lines.join("\n") : lines[Number(only)]);
