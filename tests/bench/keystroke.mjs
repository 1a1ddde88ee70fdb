// Times one changed answer until the new rating is there: inside WebAssembly, through the npm package,
// and in the rivals that npm has; and holds them all against the engine.
//   node tests/bench/keystroke.mjs PACKAGE RUBRICS…
// PACKAGE is the folder of the npm package (`cargo xtask npm` makes it), each RUBRIC a file; the first is
// ref-1. Rivals are taken from `tests/bench/keystroke/node_modules` (`npm install` there), as far as they are there.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import * as rivals from "./keystroke/rivals.mjs";
import { ASKS, answer, random, site } from "./keystroke/task.mjs";

const [folder, reference, ...others] = process.argv.slice(2);
const { load, prepare } = await import(pathToFileURL(resolve(folder, "node.js")));
await load();

// The median of many rounds in µs of the processor's time for each of `count` runs.
function median(count, run, rounds = 15) {
  const times = Array.from({ length: rounds }, () => {
    const started = process.cpuUsage();
    for (let i = 0; i < count; i += 1) run(i);
    const { user, system } = process.cpuUsage(started);
    return (user + system) / count;
  });
  return times.sort((a, b) => a - b)[rounds >> 1];
}
const show = (what, time, beside = "") => console.log(`${what.padEnd(48)} ${time.toFixed(3).padStart(9)} µs  ${beside}`);

function opened(path, responses = {}, state = "final") {
  const { prepared } = prepare(readFileSync(path, "utf8"));
  const [, id] = /^id = "(.*)"/m.exec(readFileSync(path, "utf8"));
  const [, edition] = /^edition = "(.*)"/m.exec(readFileSync(path, "utf8"));
  return prepared.open({ format: 1, rubric: { id, edition }, state, responses }).live;
}

const next = random(1);
const first = site(next);
const live = opened(reference);
live.rate(first);
console.log("ref-1, one answer changed");
for (const [ask, a, b] of [["f1-1", 3, 4], ["trained", 149, 151], ["passed", 31, 32], ["g6", 0, 1]]) {
  const field = live.field(ask);
  show(`  inside WebAssembly, ${ask}`, median(50_000, (i) => { live.put(field, i & 1 ? a : b); live.update(); }));
}
const edits = Array.from({ length: 4_096 }, () => ASKS[Math.floor(next() * ASKS.length)]);
const walk = [];
{
  const now = { ...first };
  for (const ask of edits) walk.push([ask, (now[ask] = answer(ask, now, next))]);
}
live.rate(first);
const own = median(4_000, (i) => live.rate({ [walk[i % walk.length][0]]: walk[i % walk.length][1] }));
show("  npm package, any answer, the whole object", own);
show("  the whole report as text", median(100, () => live.reportText()));

for (const make of Object.values(rivals)) {
  try {
    const { name, change } = await make();
    for (const [ask, value] of Object.entries(first)) change(ask, value);
    live.rate(first);
    let apart = 0;
    for (const [ask, value] of walk.slice(0, 300)) {
      const expected = live.rate({ [ask]: value });
      const said = change(ask, value);
      apart += said.stars !== expected.stars || Number(said.total).toFixed(2) !== expected.total ? 1 : 0;
    }
    const time = median(60, (i) => change(...walk[i % walk.length]), 7);
    show(`  ${name}`, time, `${(time / own).toFixed(0)} ×, otherwise on ${apart} of 300`);
  } catch (missing) {
    console.log(`  ${make.name}: ${missing.message.split("\n")[0]}`);
  }
}

for (const path of others) {
  const draft = opened(path, {}, "draft");
  const field = draft.field("a1-1");
  if (field === undefined) continue;
  console.log(`${path}, a draft in which nothing else is answered`);
  show("  inside WebAssembly", median(20_000, (i) => { draft.put(field, i & 1); draft.update(); }));
  show("  npm package", median(4_000, (i) => draft.rate({ "a1-1": `${1 + (i & 1)}` })));
  show("  the whole report as text", median(50, () => draft.reportText()));
}
