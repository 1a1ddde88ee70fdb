// The task as a SurveyJS form: a field for each answer, a calculated value for each name; a site is
// filled in whole.
import { infix, stages } from "./task.mjs";

export default (require) => {
  const { FunctionFactory, Model } = require("survey-core");
  FunctionFactory.Instance.register("floor", ([number]) => Math.floor(number));
  const write = infix({
    name: (name) => `{${name}}`,
    number: (number) => (number < 0 ? `(0 - ${-number})` : String(number)),
    min: (a, b) => `min(${a}, ${b})`,
    max: (a, b) => `max(${a}, ${b})`,
    floor: (a) => `floor(${a})`,
    if: (c, a, b) => `iif(${c}, ${a}, ${b})`,
  });
  const computed = stages.flatMap(Object.entries);
  const model = (names) => new Model({
    elements: names.map((name) => ({ type: "text", inputType: "number", name })),
    calculatedValues: computed.map(([name, one]) => ({ name, expression: write(one) })),
  });
  let form;
  const rate = ({ id, ...site }) => {
    form ??= model(Object.keys(site));
    form.data = site;
    return { stars: form.getVariable("stars"), total: form.getVariable("total") };
  };
  return { package: "survey-core", rate };
};
