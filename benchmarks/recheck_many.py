"""Re-checks stored consultations by the thousand: rate and memory, beside json-logic on the same conditions."""

import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from json_logic import jsonLogic  # type: ignore[import-untyped]

from benchmarks.json_rules import JsonRules
from benchmarks.stored import stored
from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.recheck import Stored, recheck
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.records.body import FORMAT, kept_in

SIZES = (1_000, 10_000, 100_000)
TOGETHER = 500
SAMPLE = 300
TRACED = 1_000


def main() -> None:
    """Print the rate for each size, memory and its growth, and the sample beside json-logic."""
    catalogue = catalogue_or_error()
    sizes = tuple(int(each) for each in sys.argv[1:]) or SIZES
    print(f"peak memory while re-checking {TRACED:>7,}: {peak_mb(catalogue, TRACED):6.2f} MB")
    print(f"peak memory while re-checking {10 * TRACED:>7,}: {peak_mb(catalogue, 10 * TRACED):6.2f} MB")
    for count in sizes:
        spent, seen = rechecked(catalogue, count)
        print(f"{count:>8,} re-checked in {spent:7.1f} s: {count / spent:6.0f} a second; {dict(seen)}")
    beside_json_logic(catalogue)


def rechecked(catalogue: Catalogue, count: int) -> tuple[float, Counter[str]]:
    """Seconds of processor time from the stored bytes to the differences, and what came of them."""
    bodies, spent, seen = stored(catalogue, count), 0.0, Counter[str]()
    while together := list(islice(bodies, TOGETHER)):
        start = time.process_time()
        seen.update(result.status for result in recheck(read(together), catalogue))
        spent += time.process_time() - start
    return spent, seen


def read(bodies: list[bytes]) -> Iterator[Stored]:
    """The consultations as the records hand them over, one at a time."""
    for number, body in enumerate(bodies):
        yield Stored(f"consultation {number}", *kept_in(body.decode(), FORMAT, number))


def peak_mb(catalogue: Catalogue, count: int) -> float:
    """The most memory in use at once beyond what was there before, in MB."""
    tracemalloc.start()
    rechecked(catalogue, count)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def beside_json_logic(catalogue: Catalogue) -> None:
    """A sample of those for whom every condition is true or false: full checks, beside the conditions alone."""
    rules = JsonRules(catalogue)
    cases = [kept_in(body.decode(), FORMAT, 0)[0] for body in stored(catalogue, SAMPLE, seed=2)]
    known = [(case, asked) for case in cases if (asked := rules.known(case)) is not None]
    start = time.process_time()
    for _, asked in known:
        for each in asked:
            jsonLogic(each.logic, each.data)
    theirs = time.process_time()
    for case, _ in known:
        assess(case, catalogue)
    ours = time.process_time() - theirs
    theirs -= start
    print(f"{len(known)} of {SAMPLE} without an open question, a full check each: {ours / len(known) * 1000:.3f} ms")
    print(f"json-logic, the conditions alone: {theirs / len(known) * 1000:.3f} ms; {theirs / ours:.1f} times as long")


if __name__ == "__main__":
    main()
