// Prints the task in JSON Logic, a template for each stage.
import { logic } from "./json-logic.mjs";
import { stages } from "./task.mjs";

const template = (stage) => Object.entries(stage).map(([name, one]) => [name, logic(one)]);
console.log(JSON.stringify(stages.map((stage) => Object.fromEntries(template(stage)))));
