"""The reference task in pandas and NumPy, from a table to a table. Usage: memory IN OUT"""

import sys

import numpy as np
import pandas as pd

import task

_, source, target = sys.argv[1:4]


def mean(parts):
    """The weighted mean of what there is."""
    total = sum(np.where(np.isnan(x), 0.0, x) * w for x, w in parts)
    weight = sum((~np.isnan(x)) * float(w) for x, w in parts)
    return total / weight


def rounded(x):
    return np.floor(x * 100 + 0.5) / 100


def run(table):
    c = {name: table[name].to_numpy(dtype=float) for name in table.columns if name != "id"}
    known = ~(np.isnan(c["sessions"]) | np.isnan(c["people"]))
    met = (c["sessions"] >= 4) | (c["people"] >= 200)
    cur, prev = c["cur"], c["prev"]
    inputs = {
        "pass": np.where(c["assessed"] > 0, c["passed"] / c["assessed"], np.nan),
        # From nothing to something has no end, from nothing to nothing is nothing.
        "growth": (cur - prev) / prev,
    }
    items = {
        name: np.where(np.isnan(x), np.nan, np.interp(x, *zip(*points)))
        for name, points in task.CURVES.items()
        for x in [inputs.get(name, c.get(name))]
    }
    items["outreach"] = np.where(met, 100.0, np.where(known, 0.0, np.nan))
    dimensions = {
        name: mean([(c[f"{name}-{place}"] * 20.0, w) for place, w in enumerate(weights, 1)])
        for name, weights in task.FOCUS.items()
    }
    for name, parts in task.OUTCOMES.items():
        dimensions[name] = mean([(items[item], weight) for item, weight in parts])
    total = rounded(mean([(dimensions[name], weight) for name, weight in task.WEIGHTS.items()]))
    least = {
        which: np.fmin.reduce([rounded(dimensions[name]) for name in names])
        for which, names in [("focus", task.FOCUS), ("outcome", task.OUTCOMES)]
    }
    stars = np.zeros(len(table), dtype=np.int64)
    for star, least_total, focus, outcome, gates in reversed(task.STARS):
        holds = (total >= least_total) & ~(least["focus"] < focus) & ~(least["outcome"] < outcome)
        for gate in range(1, gates + 1):
            holds &= c[f"g{gate}"] == 1
        stars[holds] = star
    return pd.DataFrame({"id": table["id"], "stars": stars, "total": total})


np.seterr(all="ignore")
sites = pd.read_csv(source)
seconds = task.measured(lambda: run(sites))
run(sites).to_csv(target, index=False)
print(f"{pd.__version__} {seconds}")
