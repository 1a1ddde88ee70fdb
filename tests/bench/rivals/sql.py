"""The reference task as one query over a table."""

import task


def curve(x, points):
    """Straight lines between the points, flat outside."""
    steps = [
        f"greatest(0, least({b - a}, ({x}) - ({a}))) * {(to - at) / (b - a)}"
        for (a, at), (b, to) in zip(points, points[1:])
    ]
    # `greatest` and `least` pass over NULL, so what is not there is said again.
    return f"CASE WHEN ({x}) IS NULL THEN NULL ELSE {float(points[0][1])} + {' + '.join(steps)} END"


def mean(parts):
    """The weighted mean of what there is."""
    total = " + ".join(f"coalesce(({x}) * {w}, 0)" for x, w in parts)
    weight = " + ".join(f"CASE WHEN ({x}) IS NULL THEN 0 ELSE {w} END" for x, w in parts)
    return f"({total})::DOUBLE / nullif({weight}, 0)"


def rounded(x):
    return f"floor(({x}) * 100 + 0.5) / 100"


def query(source):
    """The id, stars and total of each row of `source`."""
    inputs = {
        "pass": "CASE WHEN assessed > 0 THEN passed / assessed::DOUBLE END",
        "growth": "CASE WHEN prev = 0 THEN CASE WHEN cur > 0 THEN 1.0 END "
        "ELSE (cur - prev) / prev::DOUBLE END",
    }
    items = [
        f"({curve(inputs.get(name, name), points)})::DOUBLE AS i_{name}"
        for name, points in task.CURVES.items()
    ]
    items.append(
        "CASE WHEN sessions >= 4 OR people >= 200 THEN 100.0 "
        "WHEN sessions < 4 AND people < 200 THEN 0.0 END AS i_outreach"
    )
    dimensions = [
        mean([('"%s-%d" * 20.0' % (name, place), w) for place, w in enumerate(weights, 1)])
        + f" AS d_{name}"
        for name, weights in task.FOCUS.items()
    ]
    dimensions += [
        f"{mean([('i_' + item, w) for item, w in parts])} AS d_{name}"
        for name, parts in task.OUTCOMES.items()
    ]
    total = mean([("d_" + name, w) for name, w in task.WEIGHTS.items()])
    cases = []
    for star, least_total, focus, outcome, gates in task.STARS:
        holds = [f"total >= {least_total}"]
        holds += [f"coalesce({rounded('d_' + name)} >= {focus}, true)" for name in task.FOCUS]
        holds += [f"coalesce({rounded('d_' + name)} >= {outcome}, true)" for name in task.OUTCOMES]
        holds += [f"g{gate} = 1" for gate in range(1, gates + 1)]
        cases.append(f"WHEN {' AND '.join(holds)} THEN {star}")
    return f"""
        WITH items AS (SELECT *, {', '.join(items)} FROM {source}),
        dimensions AS (SELECT *, {', '.join(dimensions)} FROM items),
        totals AS (SELECT *, {rounded(total)} AS total FROM dimensions)
        SELECT id, CASE {' '.join(cases)} ELSE 0 END AS stars, total FROM totals
    """
