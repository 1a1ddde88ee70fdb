// The reference task as expressions, stage by stage: each rule engine writes them in its own language.
// A stage sees what the stages before it gave. What is missing or does not apply is -1.
import { readFileSync } from "node:fs";

const task = JSON.parse(readFileSync(new URL("task.json", import.meta.url), "utf8"));

export const name = (of) => ({ op: "name", of });
const op = (kind) => (...of) => ({ op: kind, of: of.map((one) => (typeof one === "number" ? { op: "number", of: one } : one)) });
const [plus, minus, times, over] = ["+", "-", "*", "/"].map(op);
const [least, most, floor, choice] = ["min", "max", "floor", "if"].map(op);
const [below, reaches, equals, both, either] = ["<", ">=", "==", "and", "or"].map(op);

// Corners are decimals of two places at most.
const difference = (to, from) => Math.round((to - from) * 100) / 100;
const all = (how, parts) => parts.reduce((one, other) => how(one, other));
const curve = (x, points) =>
  all(plus, [plus(points[0][1], 0), ...points.slice(1).map(([to, y], at) => {
    const [from, before] = points[at];
    // No slope is written down: it need not be a decimal.
    return over(times(least(most(minus(x, from), 0), difference(to, from)), y - before), difference(to, from));
  })]);
const where = (x, score) => choice(below(x, 0), -1, score);
const mean = (parts) => {
  const weight = all(plus, parts.map(([x, w]) => choice(below(x, 0), 0, w)));
  const sum = all(plus, parts.map(([x, w]) => choice(below(x, 0), 0, times(x, w))));
  return choice(equals(weight, 0), -1, over(sum, weight));
};
const rounded = (x) => over(floor(plus(times(x, 100), 0.5)), 100);

const { pass, growth, ...plain } = task.curves;
const n = name;
const items = Object.fromEntries(Object.entries(plain).map(([id, points]) => [`i_${id}`, where(n(id), curve(n(id), points))]));
items.i_pass = choice(
  either(below(n("passed"), 0), below(n("assessed"), 1)), -1,
  curve(over(n("passed"), n("assessed")), pass));
items.i_growth = choice(
  either(below(n("cur"), 0), below(n("prev"), 0)), -1,
  choice(equals(n("prev"), 0), choice(equals(n("cur"), 0), -1, 100),
    curve(over(minus(n("cur"), n("prev")), n("prev")), growth)));
items.i_outreach = choice(
  either(reaches(n("sessions"), 4), reaches(n("people"), 200)), 100,
  choice(either(below(n("sessions"), 0), below(n("people"), 0)), -1, 0));

const dimensions = {};
for (const [id, weights] of Object.entries(task.focus)) {
  dimensions[`d_${id}`] = mean(weights.map((weight, at) => [n(`${id}_${at + 1}`), weight / 20]));
}
// Levels count 20 points each; -1 stays what it is.
for (const id of Object.keys(task.focus)) {
  const [condition, none, score] = dimensions[`d_${id}`].of;
  dimensions[`d_${id}`] = choice(condition, none, times(score, 20));
}
for (const [id, parts] of Object.entries(task.outcomes)) {
  dimensions[`d_${id}`] = mean(parts.map(([item, weight]) => [n(`i_${item}`), weight]));
}
const total = { total: rounded(mean(Object.entries(task.weights).map(([id, weight]) => [n(`d_${id}`), weight]))) };
const passes = (id, cut) => either(below(n(`d_${id}`), 0), reaches(rounded(n(`d_${id}`)), cut));
const stars = {
  stars: task.stars.toReversed().reduce((rest, [count, cut, focus, outcome, gates]) =>
    choice(all(both, [
      reaches(n("total"), cut),
      ...Object.keys(task.focus).map((id) => passes(id, focus)),
      ...Object.keys(task.outcomes).map((id) => passes(id, outcome)),
      ...Array.from({ length: gates }, (_, at) => equals(n(`g${at + 1}`), 1)),
    ]), count, rest), plus(0, 0)),
};

/// One stage after the other: names, and the expression of each.
export const stages = [items, dimensions, total, stars];

/// The sites of a CSV file, by name.
export function sites(path, most) {
  const [titles, ...rows] = readFileSync(path, "utf8").trimEnd().split("\n");
  const names = titles.replaceAll("-", "_").split(",");
  return rows.slice(0, most).map((row) => Object.fromEntries(
    row.split(",").map((cell, at) => [names[at], at === 0 ? cell : cell === "" ? -1 : Number(cell)])));
}

/// An expression in infix, with a language's own words.
export function infix(words) {
  const write = ({ op, of }) => {
    if (op === "name" || op === "number") return words[op](of);
    const parts = of.map(write);
    return words[op] ? words[op](...parts) : `(${parts.join(` ${op} `)})`;
  };
  return write;
}
