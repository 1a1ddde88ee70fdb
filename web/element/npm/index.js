// The entry for browsers and bundlers. Importing it does nothing; `load` fetches the engine.
import start from "./engine.js";

export { Live, Prepared, check, explain, prepare, rate, report } from "./engine.js";

let loading;

export function load(source) {
  loading ??= start(source === undefined ? undefined : { module_or_path: source })
    .then(() => {})
    .catch(again);
  return loading;
}

// What did not load may be loaded later.
function again(trouble) {
  loading = undefined;
  throw trouble;
}
