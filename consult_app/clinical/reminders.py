"""Reminders: the days around each session on which a product rests, and when it may come back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from consult_app.clinical.care_protocol import CareProtocol
from consult_app.clinical.consultation import Answer, overlaps
from consult_app.clinical.course import Offer, Reminder, TreatmentPlan, Visit
from consult_app.clinical.dates import short_date
from consult_app.clinical.facts import Facts
from consult_app.clinical.planning_rules import PauseRule, PlanningRules
from consult_app.clinical.reasons import Reason
from consult_app.clinical.sun import days_after

ASKED = {
    "always": "{}: ask the prescriber first whether it may pause",
    "sometimes": "no {}; where one is prescribed, ask the prescriber first",
    "never": "no {}",
}


def with_reminders(plan: TreatmentPlan, facts: Facts, rules: PlanningRules, care: CareProtocol) -> TreatmentPlan:
    """The plan, and each course it offers, with a reminder for every product the client uses on the skin treated."""
    found = tuple(
        reminder
        for visit in plan.visits
        if visit.kind != "review"
        for pause in rules.pauses
        if _uses(pause, facts, visit)
        for reminder in _around(visit, pause, plan, care)
    )
    offers = tuple(_in_offer(offer, facts, rules, care) for offer in plan.offers)
    return replace(plan, reminders=found, offers=offers)


def _in_offer(offer: Offer, facts: Facts, rules: PlanningRules, care: CareProtocol) -> Offer:
    return replace(offer, plan=with_reminders(offer.plan, facts, rules, care))


def _uses(pause: PauseRule, facts: Facts, visit: Visit) -> bool:
    """Whether the client uses the product on skin this visit treats; a product not named counts as prescribed."""
    return any(
        answer.answer == "yes" and _is_product(pause, answer) and _touches(answer, visit)
        for answer in facts.answers.get(pause.question, ())
    )


def _is_product(pause: PauseRule, answer: Answer) -> bool:
    named = answer.fields.get("product")
    return pause.product is None or named == pause.product or (named is None and pause.prescribed == "always")


def _touches(answer: Answer, visit: Visit) -> bool:
    return not answer.areas or any(overlaps(place, area.key) for place in answer.areas for area in visit.areas)


def _around(visit: Visit, pause: PauseRule, plan: TreatmentPlan, care: CareProtocol) -> Iterator[Reminder]:
    before = next(line for line in care.before if line.id == pause.stop)
    stop = _moved(visit, before.day or 0)
    text = f"From {_words(stop, visit, before.day or 0)}, {ASKED[pause.prescribed].format(pause.name)}."
    yield Reminder(visit.key, stop, Reason(text, pause.sources))
    on_face = all(area is not None and area.group == "face" for area in map(plan.area, (a.key for a in visit.areas)))
    days = days_after(pause.again_face if on_face else pause.again_body, care)
    again = _moved(visit, days)
    text = f"From {_words(again, visit, days)}, {pause.name} again, if the skin has settled."
    yield Reminder(visit.key, again, Reason(text, pause.sources))


def _moved(visit: Visit, days: int) -> date | None:
    return visit.date + timedelta(days=days) if visit.date else None


def _words(day: date | None, visit: Visit, days: int) -> str:
    if day is not None:
        return short_date(day)
    return f"{abs(days)} days {'before' if days < 0 else 'after'} {visit.key.replace('_', ' ')}"
