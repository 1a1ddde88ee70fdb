// The reference task (see ref-1.toml) as data, from which each rival gets its formulas.

export const GATES = [1, 2, 3, 4, 5, 6].map((gate) => `g${gate}`);

const weights = { f1: [30, 30, 20, 20], f2: [40, 25, 20, 15], f3: [25, 25, 25, 25], f4: [35, 30, 20, 15], f5: [40, 30, 20, 10] };
const graded = Object.entries(weights).flatMap(([dimension, all]) =>
  all.map((weight, place) => ({ id: `${dimension}-${place + 1}`, dimension, weight, asks: [`${dimension}-${place + 1}`], graded: true })));

export const ITEMS = [
  ...graded,
  { id: "trained", dimension: "o1", weight: 40, asks: ["trained"], curve: [[0, 0], [50, 40], [150, 70], [400, 100]] },
  { id: "pass", dimension: "o1", weight: 40, asks: ["passed", "assessed"], share: true, curve: [[0.3, 0], [0.5, 40], [0.7, 70], [0.85, 90], [0.95, 100]] },
  { id: "outreach", dimension: "o1", weight: 20, asks: ["sessions", "people"], either: [4, 200] },
  { id: "female", dimension: "o2", weight: 35, asks: ["female"], curve: [[0, 0], [25, 60], [50, 100]] },
  { id: "retention", dimension: "o2", weight: 35, asks: ["retention"], curve: [[40, 0], [60, 40], [75, 70], [90, 95], [95, 100]] },
  { id: "satisfaction", dimension: "o2", weight: 30, asks: ["satisfaction"], curve: [[1, 0], [3, 40], [4, 80], [4.8, 100]] },
  { id: "growth", dimension: "o3", weight: 40, asks: ["cur", "prev"], growth: true, curve: [[-0.5, 0], [0, 50], [0.2, 80], [0.5, 100]] },
  { id: "cost", dimension: "o3", weight: 30, asks: ["cost"], curve: [[5, 100], [20, 75], [50, 30], [120, 0]] },
  { id: "partners", dimension: "o3", weight: 30, asks: ["partners"], curve: [[0, 0], [2, 40], [5, 80], [10, 100]] },
];

export const DIMENSIONS = { f1: 15, f2: 15, f3: 10, f4: 10, f5: 10, o1: 15, o2: 15, o3: 10 };

// Stars, and the least total, focus and outcome, and how many gates.
export const LADDER = [[5, 90, 75, 65, 6], [4, 80, 60, 50, 5], [3, 70, 45, 35, 3], [2, 60, 30, 20, 2], [1, 50, 20, 20, 1]];

export const ASKS = [...GATES, ...ITEMS.flatMap(({ asks }) => asks)];

// A curve as nested choices, with a rival's words: `iif(condition, yes, no)`.
export function curve(points, x, iif) {
  const [[, first]] = points;
  const last = points.at(-1)[1];
  let text = `${last}`;
  for (let i = points.length - 1; i > 0; i -= 1) {
    const [[a, low], [b, high]] = [points[i - 1], points[i]];
    text = iif(`${x}<=${b}`, `${low}+(${x}-(${a}))*${high - low}/${+(b - a).toFixed(6)}`, text);
  }
  return iif(`${x}<=${points[0][0]}`, `${first}`, text);
}

// Numbers from a seed.
export function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// An answer to `ask` that fits, given the others.
export function answer(ask, site, next) {
  const whole = (low, high) => low + Math.floor(next() * (high - low + 1));
  if (ask.startsWith("g") && ask.length === 2) return next() > 0.1;
  if (/^f\d-/.test(ask)) return whole(0, 5);
  switch (ask) {
    case "trained": return whole(0, 600);
    case "passed": return whole(0, Math.max(site.assessed ?? 100, 1));
    case "assessed": return whole(Math.max(site.passed ?? 1, 1), 300);
    case "sessions": return whole(0, 8);
    case "people": return whole(0, 400);
    case "female": case "retention": return whole(0, 1000) / 10;
    case "satisfaction": return whole(100, 500) / 100;
    case "cur": return whole(0, 3000);
    case "prev": return whole(1, 3000);
    case "cost": return whole(0, 20000) / 100;
    default: return whole(0, 15);
  }
}

export function site(next) {
  const site = { assessed: 120 };
  for (const ask of ASKS) if (ask !== "assessed") site[ask] = answer(ask, site, next);
  return site;
}
