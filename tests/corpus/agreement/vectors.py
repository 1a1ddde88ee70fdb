"""Writes vectors.json: tables of levels nobody chose, and what well-kept libraries make of them.

    python3 -m venv v && v/bin/pip install krippendorff==0.9.0 scikit-learn==1.9.1 statsmodels==0.15.0
    v/bin/python vectors.py > vectors.json
"""

import json
import random

import krippendorff
import numpy as np
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa


def written(number):
    return None if number is None or np.isnan(number) else f"{number:.12f}"


def table(rng, assessors, things, levels, missing, lean):
    rows = []
    for _ in range(things):
        truth = rng.randrange(levels)
        said = [truth if rng.random() < lean else rng.randrange(levels) for _ in range(assessors)]
        rows.append([None if rng.random() < missing else one for one in said])
    return rows


def of(rows):
    whole = [row for row in rows if None not in row]
    found = {"rows": rows}
    first = [row[0] for row in whole]
    second = [row[1] for row in whole]
    if len(set(first + second)) > 1:
        places = list(range(max(first + second) + 1))
        for name, weights in (("unweighted", None), ("linear", "linear"), ("quadratic", "quadratic")):
            kappa = cohen_kappa_score(first, second, labels=places, weights=weights)
            found[name] = written(kappa)
    if len({one for row in whole for one in row}) > 1:
        found["fleiss"] = written(fleiss_kappa(aggregate_raters(np.array(whole))[0]))
    reliability = np.array([[np.nan if one is None else one for one in column] for column in zip(*rows)])
    paired = [one for row in rows if sum(x is not None for x in row) > 1 for one in row if one is not None]
    if len(set(paired)) > 1:
        for metric in ("nominal", "ordinal", "interval"):
            found[metric] = written(krippendorff.alpha(reliability, level_of_measurement=metric))
    return found


rng = random.Random(20260101)
vectors = []
for index in range(60):
    rows = table(
        rng,
        assessors=2 + index % 4,
        things=rng.randrange(3, 20),
        levels=rng.randrange(2, 7),
        missing=(0, 0.1, 0.3)[index % 3],
        lean=rng.choice((0.2, 0.6, 0.9)),
    )
    vectors.append(of(rows))
print("[")
print(",\n".join(json.dumps(vector) for vector in vectors))
print("]")
