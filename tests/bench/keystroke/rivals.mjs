// The rivals, each as `{ name, set(site), change(ask, value) → { stars, total } }`.
import { createRequire } from "node:module";

import { ASKS, DIMENSIONS, GATES, ITEMS, LADDER, curve } from "./task.mjs";

const require = createRequire(import.meta.url);

// A spreadsheet: an ask in each row of column A, an item in each of B, a dimension in each of C.
function sheet() {
  const row = new Map(ASKS.map((ask, index) => [ask, index + 1]));
  const cell = (ask) => `A${row.get(ask)}`;
  const iif = (condition, yes, no) => `IF(${condition},${yes},${no})`;
  const points = (item) => {
    const [a, b] = item.asks.map(cell);
    if (item.graded) return `IF(${a}="","",${a}*20)`;
    if (item.either) return `IF(OR(${a}>=${item.either[0]},${b}>=${item.either[1]}),100,0)`;
    if (item.share) return `IF(${b}=0,"",${curve(item.curve, `(${a}/${b})`, iif)})`;
    if (item.growth) return `IF(${b}=0,IF(${a}>0,100,""),${curve(item.curve, `((${a}-${b})/${b})`, iif)})`;
    return `IF(${a}="","",${curve(item.curve, a, iif)})`;
  };
  const cells = ITEMS.map((item, index) => [`B${index + 1}`, `=${points(item)}`]);
  const dimensions = Object.keys(DIMENSIONS);
  dimensions.forEach((dimension, place) => {
    const own = ITEMS.map((item, index) => [item, `B${index + 1}`]).filter(([item]) => item.dimension === dimension);
    const above = own.map(([item, at]) => `IF(${at}="",0,${item.weight}*${at})`).join("+");
    const below = own.map(([item, at]) => `IF(${at}="",0,${item.weight})`).join("+");
    cells.push([`C${place + 1}`, `=(${above})/(${below})`], [`D${place + 1}`, `=ROUND(C${place + 1},2)`]);
  });
  const total = dimensions.map((dimension, place) => `${DIMENSIONS[dimension]}*C${place + 1}`).join("+");
  cells.push(["E1", `=ROUND((${total})/100,2)`], ["E2", "=MIN(D1,D2,D3,D4,D5)"], ["E3", "=MIN(D6,D7,D8)"]);
  const stars = LADDER.reduceRight((no, [stars, least, focus, outcome, gates]) => {
    const met = GATES.slice(0, gates).map(cell);
    return `IF(AND(E1>=${least},E2>=${focus},E3>=${outcome},${met.join(",")}),${stars},${no})`;
  }, "0");
  cells.push(["E4", `=${stars}`]);
  return { row, cells };
}

const place = (at) => ({ sheet: 0, col: at.charCodeAt(0) - 65, row: Number(at.slice(1)) - 1 });

export async function hyperFormula() {
  const { HyperFormula } = require("hyperformula");
  const { row, cells } = sheet();
  const book = HyperFormula.buildFromArray([[]], { licenseKey: "gpl-v3" });
  for (const [at, formula] of cells) book.setCellContents(place(at), formula);
  const change = (ask, value) => {
    book.setCellContents({ sheet: 0, col: 0, row: row.get(ask) - 1 }, value);
    return { stars: book.getCellValue(place("E4")), total: book.getCellValue(place("E1")) };
  };
  return { name: "HyperFormula", change };
}

export async function ironCalc() {
  const { initSync, Model } = await import("@ironcalc/wasm");
  const { readFileSync } = await import("node:fs");
  const file = require.resolve("@ironcalc/wasm").replace(/[^/]*$/, "wasm_bg.wasm");
  initSync({ module: readFileSync(file) });
  const { row, cells } = sheet();
  const model = new Model("book", "en", "UTC", "en");
  model.pauseEvaluation();
  const column = (at) => at.charCodeAt(0) - 64;
  for (const [at, formula] of cells) model.setUserInput(0, Number(at.slice(1)), column(at), formula);
  model.resumeEvaluation();
  const change = (ask, value) => {
    model.setUserInput(0, row.get(ask), 1, String(value).toUpperCase());
    return { stars: Number(model.getFormattedCellValue(0, 4, 5)), total: Number(model.getFormattedCellValue(0, 1, 5)) };
  };
  return { name: "IronCalc", change };
}

export async function surveyJs() {
  const { Model } = require("survey-core");
  const iif = (condition, yes, no) => `iif(${condition}, ${yes}, ${no})`;
  const name = (id) => id.replace("-", "_");
  const cell = (ask) => `{${name(ask)}}`;
  const points = (item) => {
    const [a, b] = item.asks.map(cell);
    if (item.graded) return `${a} * 20`;
    if (item.either) return `iif(${a} >= ${item.either[0]} or ${b} >= ${item.either[1]}, 100, 0)`;
    const x = item.share ? `(${a} / ${b})` : item.growth ? `((${a} - ${b}) / ${b})` : a;
    return curve(item.curve, x, iif);
  };
  const values = ITEMS.map((item) => ({ name: `p_${name(item.id)}`, expression: points(item) }));
  for (const dimension of Object.keys(DIMENSIONS)) {
    const own = ITEMS.filter((item) => item.dimension === dimension);
    const above = own.map((item) => `${item.weight} * {p_${name(item.id)}}`).join(" + ");
    values.push({ name: `d_${dimension}`, expression: `(${above}) / 100` });
    values.push({ name: `r_${dimension}`, expression: `round({d_${dimension}}, 2)` });
  }
  const total = Object.entries(DIMENSIONS).map(([dimension, weight]) => `${weight} * {d_${dimension}}`).join(" + ");
  values.push({ name: "total", expression: `round((${total}) / 100, 2)` });
  const ranges = { f: ["f1", "f2", "f3", "f4", "f5"], o: ["o1", "o2", "o3"] };
  const stars = LADDER.reduceRight((no, [stars, least, focus, outcome, gates]) => {
    const minima = [...ranges.f.map((d) => `{r_${d}} >= ${focus}`), ...ranges.o.map((d) => `{r_${d}} >= ${outcome}`)];
    const met = GATES.slice(0, gates).map((gate) => `${cell(gate)} = true`);
    return iif([`{total} >= ${least}`, ...minima, ...met].join(" and "), stars, no);
  }, "0");
  values.push({ name: "stars", expression: stars });
  const questions = ASKS.map((ask) => ({ type: ask.startsWith("g") ? "boolean" : "text", name: name(ask) }));
  const model = new Model({ elements: questions, calculatedValues: values });
  const change = (ask, value) => {
    model.setValue(name(ask), value);
    return { stars: model.getVariable("stars"), total: model.getVariable("total") };
  };
  return { name: "SurveyJS", change };
}
