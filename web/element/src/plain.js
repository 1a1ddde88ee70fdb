// Plain objects, made where that costs least.

// Digits with a point before the last `places` of them, as the engine has them.
export function written(digits, places) {
  const text = String(Math.abs(digits)).padStart(places + 1, "0");
  const at = text.length - places;
  const sign = digits < 0 ? "-" : "";
  return places === 0 ? sign + text : `${sign}${text.slice(0, at)}.${text.slice(at)}`;
}

// `object` with another value under `key`; what was given away before stays as it is.
export function changed(object, key, value) {
  return { ...object, [key]: value };
}

// What an assessment comes to; `problems` is undefined where it is told elsewhere.
export function rated(parts, dimensions, points, problems) {
  const made = { ...parts, dimensions, points };
  return problems === undefined ? made : { ...made, problems };
}
