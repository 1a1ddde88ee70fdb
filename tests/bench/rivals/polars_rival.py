"""The reference task in Polars, on one thread. Usage: batch|memory IN OUT

batch: scan a CSV file, compute, sink one. memory: from a table to a table, by the quicker of its two
engines."""

import os
import sys

os.environ["POLARS_MAX_THREADS"] = "1"

import polars as pl

import task

mode, source, target = sys.argv[1:4]


def curve(x, points):
    """Straight lines between the points, flat outside."""
    y = pl.lit(float(points[0][1]))
    for (a, at), (b, to) in zip(points, points[1:]):
        y = y + (x - a).clip(0, b - a) * ((to - at) / (b - a))
    return y


def mean(parts):
    """The weighted mean of what there is."""
    total = sum(x.fill_null(0) * w for x, w in parts)
    weight = sum(x.is_not_null().cast(pl.Float64) * w for x, w in parts)
    return pl.when(weight > 0).then(total / weight)


def rounded(x):
    return (x * 100 + 0.5).floor() / 100


def rated(table):
    c = pl.col
    cur, prev = c("cur"), c("prev")
    growth = pl.when(prev == 0).then(pl.when(cur > 0).then(1.0)).otherwise((cur - prev) / prev)
    outreach = (c("sessions") >= 4) | (c("people") >= 200)
    inputs = {
        "pass": pl.when(c("assessed") > 0).then(c("passed") / c("assessed")),
        "growth": growth,
    }
    items = {name: curve(inputs.get(name, c(name)), points) for name, points in task.CURVES.items()}
    items["outreach"] = outreach.cast(pl.Float64) * 100
    dimensions = {
        name: mean([(c(f"{name}-{place}") * 20.0, w) for place, w in enumerate(weights, 1)])
        for name, weights in task.FOCUS.items()
    }
    for name, parts in task.OUTCOMES.items():
        dimensions[name] = mean([(items[item], weight) for item, weight in parts])
    total = mean([(c("_" + name), weight) for name, weight in task.WEIGHTS.items()])
    gates = [c(f"g{gate}") == 1 for gate in range(1, 7)]
    stars = pl.lit(0)
    for star, least_total, focus, outcome, wanted in reversed(task.STARS):
        holds = c("total") >= least_total
        for name in task.FOCUS:
            holds = holds & (rounded(c("_" + name)) >= focus).fill_null(True)
        for name in task.OUTCOMES:
            holds = holds & (rounded(c("_" + name)) >= outcome).fill_null(True)
        for gate in gates[:wanted]:
            holds = holds & gate
        stars = pl.when(holds).then(star).otherwise(stars)
    table = table.with_columns(*[x.alias("_" + name) for name, x in dimensions.items()])
    table = table.with_columns(rounded(total).alias("total"))
    return table.select("id", stars.alias("stars"), "total")


if mode == "batch":
    seconds = task.measured(
        lambda: rated(pl.scan_csv(source, infer_schema_length=10_000)).sink_csv(target)
    )
else:
    query = rated(pl.read_csv(source, infer_schema_length=10_000).lazy())
    seconds = min(
        task.measured(lambda: query.collect(engine=engine)) for engine in ("in-memory", "streaming")
    )
    query.collect().write_csv(target)
print(f"{pl.__version__} {seconds}")
