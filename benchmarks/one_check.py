"""Times one full check beside json-logic on the same conditions, then one summary and two papers beside the check."""

from json_logic import jsonLogic  # type: ignore[import-untyped]

from benchmarks.json_rules import JsonRules
from benchmarks.timing import taken
from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, Consultation
from consult_app.clinical.summary import summarise
from consult_app.documents import DocumentOptions, make
from consult_app.knowledge.case_files import case_or_error
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.resources import resource_path

FEW = 2


def main() -> None:
    """Print each figure in milliseconds and as a ratio."""
    catalogue = catalogue_or_error()
    told = case_or_error(resource_path("examples", "back_scars_waiting.yaml").read_text("utf-8"), catalogue)
    sure = {
        name: (Answer(answer="no"),) if given[0].answer == "unsure" else given for name, given in told.answers.items()
    }
    busy = told.model_copy(update={"answers": sure})
    beside_json_logic("nothing told but no", busy.model_copy(update={"answers": {}}), catalogue)
    beside_json_logic("six answers are yes", busy, catalogue)
    beside_a_check(told, catalogue)


def beside_json_logic(name: str, case: Consultation, catalogue: Catalogue) -> None:
    """The conditions of all rules by both engines, and the full check with its findings, days and words."""
    rules = JsonRules(catalogue)
    asked, by_area = rules.known(case), rules.asked(case, by_scope=True)
    if asked is None:
        raise ValueError("A condition is neither true nor false; json-logic has no third value.")
    spent = taken(
        {
            "json-logic, each area for itself": lambda: [jsonLogic(each.logic, each.data) for each in by_area],
            "json-logic, each condition once": lambda: [jsonLogic(each.logic, each.data) for each in asked],
            "the same conditions here": lambda: [each.ours for each in asked],
            "one full check": lambda: assess(case, catalogue),
        }
    )
    print(f"{name}: {len(asked)} conditions, {len(by_area)} with each area for itself; both engines agree on each")
    itself, once = spent["json-logic, each area for itself"], spent["json-logic, each condition once"]
    print(f"  {'':<34}{'ms':>8}   json-logic takes, each area for itself / each condition once")
    for work, took in spent.items():
        print(f"  {work:<34}{took:8.3f}   {itself / took:5.1f} / {once / took:.1f} times as long")


def beside_a_check(case: Consultation, catalogue: Catalogue) -> None:
    """How many checks a summary and a paper cost."""
    summary, options = summarise(case, catalogue), DocumentOptions(issued=case.as_of.isoformat())
    spent = taken(
        {
            "one full check": lambda: assess(case, catalogue),
            "JSON, written and read": lambda: Consultation.model_validate_json(case.model_dump_json(by_alias=True)),
            "summary": lambda: summarise(case, catalogue),
            "treatment plan, PDF": lambda: make(summary, "treatment_plan", options),
            "aftercare, PDF": lambda: make(summary, "aftercare", options),
        },
        FEW,
        FEW,
    )
    print("beside one full check")
    for work, took in spent.items():
        print(f"  {work:<32}{took:8.3f} ms   {took / spent['one full check']:7.1f}")


if __name__ == "__main__":
    main()
