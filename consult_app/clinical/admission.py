"""Admission of a consultation: everything in it that the catalogue does not know, or that cannot be."""

from collections.abc import Iterator
from datetime import date

from consult_app.clinical.areas import Concern
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.conditions import FactIs, leaves
from consult_app.clinical.consultation import Answer, AreaConcern, AreaRequest, Consultation
from consult_app.clinical.instruments import problems_of
from consult_app.clinical.questions import FollowUp, Question

ELSEWHERE = "elsewhere"


def problems(consultation: Consultation, catalogue: Catalogue) -> tuple[str, ...]:
    """Each problem as ``path: reason``; nothing is guessed and nothing passed over."""
    return tuple(
        f"{path}: {reason}"
        for check in (_client, _skin, _areas, _answers, _equipment, _decisions)
        for path, reason in check(consultation, catalogue)
    )


Found = Iterator[tuple[str, str]]


def _client(consultation: Consultation, _catalogue: Catalogue) -> Found:
    born = consultation.client.date_of_birth
    if born and born > consultation.as_of:
        yield "client.date_of_birth", f"{born} lies ahead of the consultation day"
    if born and consultation.as_of.year - born.year > 120:
        yield "client.date_of_birth", f"{born} is more than 120 years ago"


def _skin(consultation: Consultation, catalogue: Catalogue) -> Found:
    for name, answers in consultation.skin.instruments.items():
        instrument_id, _, place = name.partition("@")
        instrument = catalogue.instruments.get(instrument_id)
        if instrument is None:
            yield f"skin.instruments.{name}", "is no instrument of this protocol"
        elif instrument.per_area and not place:
            yield f"skin.instruments.{name}", f"is judged for each area: write {name}@ and the area"
        elif place and not instrument.per_area:
            yield f"skin.instruments.{name}", f"{instrument_id} is judged for the whole person, not for one area"
        elif place and consultation.area(place) is None:
            yield f"skin.instruments.{name}", f"{place} is no requested area"
        else:
            yield from ((f"skin.instruments.{name}", reason) for reason in problems_of(instrument, answers))


def _areas(consultation: Consultation, catalogue: Catalogue) -> Found:
    for index, request in enumerate(consultation.areas, 1):
        path = f"areas[{index}]"
        if reason := key_problem(request.key, catalogue):
            yield f"{path}.id", reason
            continue
        seen: set[str] = set()
        for number, concern in enumerate(request.concerns, 1):
            place = f"{path}.concerns[{number}]"
            if concern.id in seen:
                yield f"{place}.id", f"{concern.id} is given twice"
            seen.add(concern.id)
            yield from ((f"{place}.{part}", reason) for part, reason in _concern(concern, request, catalogue))


def key_problem(key: str, catalogue: Catalogue) -> str:
    """Why an area key cannot be, or an empty text."""
    name, _, side = key.partition(".")
    area = catalogue.areas.get(name)
    if area is None:
        return f"{name} is never treated" if name in never_zones(catalogue) else f"{name} is no area of this protocol"
    if side and not area.sides:
        return f"{name} has no sides"
    return "" if side in ("", "left", "right") else f"{side} is no side"


def never_zones(catalogue: Catalogue) -> frozenset[str]:
    """The places the protocol names only to say that they are never treated."""
    rule = catalogue.rules.get("never_zones")
    looked_at = (leaf for outcome in rule.outcomes for leaf in leaves(outcome.when)) if rule else ()
    named = (leaf.wanted for leaf in looked_at if isinstance(leaf, FactIs) and leaf.fact == "area.id")
    return frozenset(name for names in named for name in ((names,) if isinstance(names, str) else names))


def _concern(concern: AreaConcern, request: AreaRequest, catalogue: Catalogue) -> Found:
    known = catalogue.concerns.get(concern.id)
    if known is None:
        yield "id", f"{concern.id} is no concern of this protocol"
        return
    if not known.fits(catalogue.areas[request.id]):
        yield "id", f"{concern.id} does not belong to {request.id}"
    if concern.grade is not None and not known.needs_grade and concern.grade != known.only_grade:
        yield "grade", _wrong_grade(known)
    if concern.severity is not None and known.needs_grade:
        yield "severity", f"{concern.id} carries a grade from 1 to 4, not a severity"
    burn = (concern.age_months, concern.flat, concern.grafted, concern.size_cm2)
    if concern.id != "burn_scar" and any(value is not None for value in burn):
        yield "id", "age_months, flat, grafted and size_cm2 belong to burn_scar"


def _wrong_grade(concern: Concern) -> str:
    if concern.only_grade is None:
        return f"{concern.id} carries a severity, not a grade"
    return f"{concern.id} is grade {concern.only_grade} by its name, and no other"


def _answers(consultation: Consultation, catalogue: Catalogue) -> Found:
    by_name = {name: question for question in catalogue.questions.values() for name in (question.id, *question.aliases)}
    given: dict[str, str] = {}
    for name, answers in consultation.answers.items():
        question = by_name.get(name)
        if question is None:
            yield f"answers.{name}", "is no question of this protocol"
            continue
        if question.id in given:
            yield f"answers.{name}", f"is the same question as {given[question.id]}, which is given too"
        given[question.id] = name
        for index, answer in enumerate(answers, 1):
            path = f"answers.{name}" if len(answers) == 1 else f"answers.{name}[{index}]"
            yield from (
                (f"{path}{part}", reason) for part, reason in _answer(question, answer, consultation, catalogue)
            )
        if not answers:
            yield f"answers.{name}", "is empty"


def _answer(question: Question, answer: Answer, consultation: Consultation, catalogue: Catalogue) -> Found:
    born = consultation.client.date_of_birth
    for name, value in answer.fields.items():
        follow_up = question.follow_up(name)
        if follow_up is None:
            yield f".{name}", f"is no detail of {question.id}"
        elif answer.answer == "no" and follow_up.kind != "areas":
            yield f".{name}", "is given though the answer is no"
        elif follow_up.kind == "areas":
            yield from ((f".{name}", reason) for reason in _place_problems(value, catalogue))
        elif reason := follow_up.problem(value, consultation.as_of, born):
            yield f".{name}", reason
    yield from _order(question, answer, consultation.as_of)


def _place_problems(value: object, catalogue: Catalogue) -> Iterator[str]:
    for key in value if isinstance(value, tuple) else (value,):
        if not isinstance(key, str):
            yield f"{key!r} is no area"
        elif key != ELSEWHERE and (reason := key_problem(key, catalogue)):
            yield reason


def _order(question: Question, answer: Answer, as_of: date) -> Found:
    """A planned day lies ahead; one that has passed is no plan."""
    for follow_up in question.follow_ups:
        text = answer.fields.get(follow_up.id)
        if follow_up.ahead and isinstance(text, str) and _passed(follow_up, text, as_of):
            yield f".{follow_up.id}", f"{text} is already past"


def _passed(follow_up: FollowUp, text: str, as_of: date) -> bool:
    return not follow_up.problem(text, as_of, None) and len(text) == 10 and date.fromisoformat(text) < as_of


def _equipment(consultation: Consultation, catalogue: Catalogue) -> Found:
    device = consultation.device
    if isinstance(device, str) and catalogue.practice.device(device) is None:
        yield "device", f"{device} is no device of the clinic's file"
    plan = consultation.anaesthetic
    if plan and catalogue.anaesthesia.product(plan.product) is None:
        yield "anaesthetic.product", f"{plan.product} is no product of this protocol"


def _decisions(consultation: Consultation, catalogue: Catalogue) -> Found:
    for index, decision in enumerate(consultation.decisions, 1):
        path = f"decisions[{index}]"
        if decision.date > consultation.as_of:
            yield f"{path}.date", f"{decision.date} lies ahead of the consultation day"
        rule = catalogue.rules.get(decision.finding.partition(".")[0])
        outcome = decision.finding.partition(".")[2]
        if rule is None or (outcome and outcome not in {known.id for known in rule.outcomes}):
            yield f"{path}.finding", f"{decision.finding} is no rule of this protocol"
        for key in decision.areas:
            if reason := key_problem(key, catalogue):
                yield f"{path}.areas", reason
