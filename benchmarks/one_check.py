"""Times one check, one summary and one paper against plain work on the same consultation."""

import statistics
import time
from collections.abc import Callable

from consult_app.clinical.assessment import assess
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.summary import summarise
from consult_app.documents import DocumentOptions, make
from consult_app.knowledge.case_files import case_or_error
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.resources import resource_path

ROUNDS = 30


def main() -> None:
    """Print each figure in milliseconds and as a ratio."""
    catalogue = catalogue_or_error()
    case = case_or_error(resource_path("examples", "back_scars_waiting.yaml").read_text("utf-8"), catalogue)
    summary = summarise(case, catalogue)
    options = DocumentOptions(issued=case.as_of.isoformat())
    plain = timed(lambda: Consultation.model_validate_json(case.model_dump_json(by_alias=True)))
    print(f"{'JSON round trip':<24}{plain:8.3f} ms   1.0")
    for name, work in (
        ("full check", lambda: assess(case, catalogue)),
        ("summary", lambda: summarise(case, catalogue)),
        ("treatment plan, PDF", lambda: make(summary, "treatment_plan", options)),
        ("aftercare, PDF", lambda: make(summary, "aftercare", options)),
    ):
        took = timed(work)
        print(f"{name:<24}{took:8.3f} ms   {took / plain:.1f}")


def timed(work: Callable[[], object]) -> float:
    """The median of several rounds in milliseconds, after one to warm up."""
    work()
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        rounds.append((time.perf_counter() - start) * 1000)
    return statistics.median(rounds)


if __name__ == "__main__":
    main()
