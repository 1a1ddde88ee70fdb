// Rates the sites of a CSV file with a rival, and prints its version and the seconds a site took.
// Usage: RIVAL IN OUT MOST
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sites } from "./task.mjs";

const [rival, source, target, most] = process.argv.slice(2);
const require = createRequire(join(process.env.RIVALS, "package.json"));
const { default: make } = await import(`./${rival}.mjs`);
const { package: name, rate } = await make(require);
const about = name && join(process.env.RIVALS, "node_modules", name, "package.json");
const version = about ? JSON.parse(readFileSync(about, "utf8")).version : process.version;
const all = sites(source, Number(most));
const once = async () => {
  const rated = [];
  for (const site of all) rated.push(await rate(site));
  return rated;
};
const rated = await once();
writeFileSync(target, ["id,stars,total", ...rated.map(({ stars, total }, at) => `${all[at].id},${stars},${total}`)].join("\n") + "\n");
const times = [];
for (const begun = performance.now(); times.length < 1 || (times.length < 5 && performance.now() - begun < 3000);) {
  const started = performance.now();
  await once();
  times.push((performance.now() - started) / 1000 / all.length);
}
console.log(version, Math.min(...times));
