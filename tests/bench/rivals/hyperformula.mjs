// The task as a spreadsheet in HyperFormula: a row of cells for the answers, a cell for each name; a
// site is typed in whole, and stars and total are read. GPL: measured, never shipped.
import { infix, stages } from "./task.mjs";

export default (require) => {
  const { HyperFormula } = require("hyperformula");
  const computed = stages.flatMap(Object.entries);
  const places = new Map();
  const cell = (name) => {
    if (!places.has(name)) places.set(name, places.size);
    return `A${places.get(name) + 1}`;
  };
  const write = infix({
    name: cell,
    number: String,
    "==": (a, b) => `(${a} = ${b})`,
    min: (a, b) => `MIN(${a}, ${b})`,
    max: (a, b) => `MAX(${a}, ${b})`,
    floor: (a) => `INT(${a})`,
    if: (c, a, b) => `IF(${c}, ${a}, ${b})`,
    and: (a, b) => `AND(${a}, ${b})`,
    or: (a, b) => `OR(${a}, ${b})`,
  });
  const formulas = computed.map(([name, one]) => [name, `=${write(one)}`]);
  const answers = [...places.keys()].filter((name) => !formulas.some(([other]) => other === name));
  const rows = Math.max(...formulas.map(([name]) => (cell(name), places.get(name)))) + 1;
  const content = Array.from({ length: rows }, () => [0]);
  for (const [name, formula] of formulas) content[places.get(name)] = [formula];
  const sheet = HyperFormula.buildFromArray(content, { licenseKey: "gpl-v3", smartRounding: false });
  const at = (name) => ({ sheet: 0, col: 0, row: places.get(name) });
  const rate = (site) => {
    sheet.batch(() => answers.forEach((name) => sheet.setCellContents(at(name), site[name])));
    return { stars: sheet.getCellValue(at("stars")), total: sheet.getCellValue(at("total")) };
  };
  return { package: "hyperformula", rate };
};
