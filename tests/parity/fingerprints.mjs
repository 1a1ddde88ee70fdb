// Rates lots of sites of the reference task with the engine in WebAssembly, and writes one line for
// each: everything that came of it, as one number.
import { createRequire } from "node:module";

const [engine, lots] = process.argv.slice(2);
const { fingerprint } = createRequire(import.meta.url)(engine);
for (const [kind, count, seed, exactly] of JSON.parse(lots)) {
  console.log(String(BigInt.asUintN(64, fingerprint(kind, count, seed, exactly))));
}
