"""The reference task, as tables: what every rival computes in its own language."""

FOCUS = {
    "f1": [30, 30, 20, 20],
    "f2": [40, 25, 20, 15],
    "f3": [25, 25, 25, 25],
    "f4": [35, 30, 20, 15],
    "f5": [40, 30, 20, 10],
}
CURVES = {
    "trained": [(0, 0), (50, 40), (150, 70), (400, 100)],
    "pass": [(0.3, 0), (0.5, 40), (0.7, 70), (0.85, 90), (0.95, 100)],
    "female": [(0, 0), (25, 60), (50, 100)],
    "retention": [(40, 0), (60, 40), (75, 70), (90, 95), (95, 100)],
    "satisfaction": [(1, 0), (3, 40), (4, 80), (4.8, 100)],
    "growth": [(-0.5, 0), (0, 50), (0.2, 80), (0.5, 100)],
    "cost": [(5, 100), (20, 75), (50, 30), (120, 0)],
    "partners": [(0, 0), (2, 40), (5, 80), (10, 100)],
}
OUTCOMES = {
    "o1": [("trained", 40), ("pass", 40), ("outreach", 20)],
    "o2": [("female", 35), ("retention", 35), ("satisfaction", 30)],
    "o3": [("growth", 40), ("cost", 30), ("partners", 30)],
}
WEIGHTS = {"f1": 15, "f2": 15, "f3": 10, "f4": 10, "f5": 10, "o1": 15, "o2": 15, "o3": 10}
# Stars: total, every focus dimension, every outcome dimension, gates.
STARS = [(5, 90, 75, 65, 6), (4, 80, 60, 50, 5), (3, 70, 45, 35, 3), (2, 60, 30, 20, 2), (1, 50, 20, 20, 1)]
ROUNDS = 5


def measured(run):
    """The median time of some runs, in seconds, after one to warm up."""
    import time

    run()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return sorted(times)[ROUNDS // 2]
