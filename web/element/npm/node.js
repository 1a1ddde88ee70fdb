// The entry for Node. Importing it does nothing; `load` reads the engine from the package.
import { readFile } from "node:fs/promises";

import start from "./engine.js";

export { Live, Prepared, check, explain, prepare, rate, report } from "./engine.js";

let loading;

export function load(source) {
  loading ??= Promise.resolve(source ?? readFile(new URL("engine_bg.wasm", import.meta.url)))
    .then((module_or_path) => start({ module_or_path }))
    .then(() => {})
    .catch(again);
  return loading;
}

// What did not load may be loaded later.
function again(trouble) {
  loading = undefined;
  throw trouble;
}
