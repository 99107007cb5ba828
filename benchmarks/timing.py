"""Timing: the least processor time of many runs, which other work on the machine disturbs least."""

import time
from collections.abc import Callable, Mapping

TURNS, RUNS = 10, 20


def taken(works: Mapping[str, Callable[[], object]], turns: int = TURNS, runs: int = RUNS) -> dict[str, float]:
    """The least milliseconds of each work; they take turns of several runs each, so that all meet the same machine."""
    least = dict.fromkeys(works, float("inf"))
    for _ in range(turns):
        for name, work in works.items():
            least[name] = min(least[name], *(_once(work) for _ in range(runs)))
    return least


def _once(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000
