"""The reference task, as tables: what every rival computes in its own language."""

import json
import pathlib
import time

_task = json.loads(pathlib.Path(__file__).with_name("task.json").read_text())
FOCUS, CURVES, OUTCOMES = _task["focus"], _task["curves"], _task["outcomes"]
WEIGHTS = _task["weights"]
# Stars: total, every focus dimension, every outcome dimension, gates.
STARS = _task["stars"]
ROUNDS = 5


def measured(run):
    """The least time of some runs, in seconds, after one to warm up."""
    run()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return min(times)
