import {
  type Answer, type Assessment, type Problem, type Rated, type Report,
  check, explain, load, prepare, rate, report,
} from "jiangxing";

await load();
const said: Problem[] = check("").problems;
const place: number | undefined = said[0]?.place?.line;
const assessment: Assessment = {
  format: 1,
  rubric: { id: "r", edition: "1" },
  responses: { a: { value: 3 }, b: { "not-applicable": "没有" } },
};
const changed: Record<string, Answer> = { a: 4, b: null, c: { pending: "待补" } };
const { prepared } = prepare("");
if (prepared !== null) {
  const { live } = prepared.open(assessment);
  if (live !== null) {
    const rated: Rated = live.rate(changed);
    const stars: number | null = rated.stars;
    const points: string | null | undefined = rated.points["a"];
    const whole: Report | null = live.report().report;
    const standing: "settled" | "open" | "withheld" | "left-out" | undefined = whole?.award.standing;
    console.log(stars, points, standing, live.set("a", true));
    // @ts-expect-error an answer is no function
    live.set("a", () => 1);
    live.free();
  }
}
// @ts-expect-error there is no such language
explain("", assessment, "fr");
// @ts-expect-error a report may be missing
report("", assessment).report.award;
console.log(place, rate("", "{}").rated?.total);
