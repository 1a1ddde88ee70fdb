export * from "./engine.js";

/**
 * Loads the engine, once; everything else waits for it. Without `source` it is read from the package;
 * otherwise from that address, response, bytes or compiled module.
 */
export function load(
  source?: string | URL | Request | Response | BufferSource | WebAssembly.Module,
): Promise<void>;
