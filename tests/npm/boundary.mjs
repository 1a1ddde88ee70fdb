// Holds what the package says of each case against what the engine says: at once, and built up answer
// by answer in a live assessment.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { check, explain, load, prepare, rate, report } from "jiangxing";

assert.throws(() => check(""), "nothing is loaded by importing");
await assert.rejects(load(new Uint8Array([0])), "what is no engine does not load");
await load();
await load();

const rubrics = new Map();
const prepared = (path) => {
  if (!rubrics.has(path)) {
    const text = readFileSync(path, "utf8");
    const { prepared } = prepare(text);
    rubrics.set(path, { text, prepared });
  }
  return rubrics.get(path);
};
const isNote = ({ code, severity, says }) =>
  /^[AR]\d/.test(code) && /^(error|warning)$/.test(severity) && says.zh !== "" && says.en !== "";

const cases = readFileSync("cases.jsonl", "utf8").split("\n").map(JSON.parse);
let [readable, built] = [0, 0];
for (const { rubric, assessment, expected } of cases) {
  const { prepared: ready } = prepared(rubric);
  const reported = ready.report(assessment);
  assert.equal(reported.report && JSON.stringify(reported.report), expected.report);
  assert.equal(ready.reportText(assessment) ?? null, expected.report);
  assert.deepEqual(reported.problems.map(({ code }) => code), expected.codes);
  assert.ok(reported.problems.every(isNote));
  const rated = ready.rate(assessment);
  assert.deepEqual(rated.rated, expected.rated);
  const { live, problems } = ready.open(assessment);
  assert.equal(live === null, expected.report === null);
  assert.deepEqual(problems, rated.problems);
  if (live === null) continue;
  readable += 1;
  assert.equal(live.reportText(), expected.report);
  live.free();
  // The same, answer by answer, where an object holds all that the text says: no key twice, no 1e3.
  const file = JSON.parse(assessment);
  if (JSON.stringify(file) !== assessment.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1")) continue;
  built += 1;
  if (Object.values(file.responses).some((response) => typeof response !== "object")) continue;
  const { live: empty } = ready.open({ ...file, responses: {} });
  const simple = (response) =>
    Object.keys(response).join() === "value" && !(response.value instanceof Object)
      ? response.value
      : response;
  let last;
  for (const [id, response] of Object.entries(file.responses)) {
    const before = last && JSON.stringify(last);
    const next = empty.rate({ [id]: simple(response) });
    assert.equal(last && JSON.stringify(last), before, "what was given away stays as it was");
    last = next;
  }
  if (last === undefined) continue;
  const { problems: _, ...result } = last;
  assert.deepEqual(result, expected.rated, assessment);
  empty.free();
}
assert.ok(readable > 150 && built > 100, `${readable} ${built}`);

// What is wrong comes back as data.
const broken = check("[rubric");
assert.equal(broken.rubric, null);
assert.deepEqual(broken.problems[0].place, { line: 1, column: 2 });
assert.ok(broken.problems.every(isNote));
assert.equal(prepare("[rubric").prepared, null);
for (const call of [rate, report, explain]) {
  const { problems, ...rest } = call("[rubric", "{}");
  assert.deepEqual(Object.values(rest), [null]);
  assert.equal(problems.length, broken.problems.length);
}
const [{ text, prepared: ready }] = rubrics.values();
assert.equal(check(text).problems.length, 0);
const cyclic = {};
cyclic.self = cyclic;
for (const odd of ["{", null, undefined, 5, [], {}, cyclic, () => 1, Symbol("x")]) {
  const { rated, problems } = ready.rate(odd);
  assert.equal(rated, null);
  assert.ok(problems.length > 0 && problems.every(isNote));
}
const file = { format: 1, rubric: { id: "acftu-1p1pn-2024", edition: check(text).rubric.edition }, responses: {} };
const { live } = ready.open(file);
const still = live.text();
for (const [id, answer] of [["nobody", 1], ["", true], ["a1-1", cyclic], ["a1-1", NaN], ["a1-1", -1], ["a1-1", "？"], ["a1-1", 0.5], ["a1-1", 1e300], ["a1-1", []]]) {
  const problems = live.set(id, answer);
  if (!(answer === cyclic)) assert.ok(problems.length > 0 && problems.every(isNote), `${id} ${String(answer)}`);
}
live.set("a1-1", null);
assert.equal(live.text(), still);
for (const odd of [null, undefined, 5, "a1-1", [], () => 1]) live.rate(odd);
assert.equal(live.text(), still);
assert.notDeepEqual(live.explain("en").lines, live.explain().lines);
assert.deepEqual(live.explain("zh").lines, explain(text, file).lines);
console.log(`${cases.length} cases`);
