"""Reminders: the days around each session on which a product rests, and when it may come back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest

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
    found = []
    for pause in rules.pauses:
        visits = [visit for visit in plan.visits if visit.kind != "review" and _uses(pause, facts, visit)]
        for visit, following in zip_longest(visits, visits[1:]):
            found += [_stop(visit, pause, facts, care), *_again(visit, following, pause, plan, care)]
    offers = tuple(_in_offer(offer, facts, rules, care) for offer in plan.offers)
    return replace(plan, reminders=tuple(found), offers=offers)


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


def _stop(visit: Visit, pause: PauseRule, facts: Facts, care: CareProtocol) -> Reminder:
    days = _days_before(pause, care)
    day = _moved(visit.date, days)
    when = "From now on" if day and day <= facts.as_of else _words(day, visit, days)
    return Reminder(visit.key, day, Reason(f"{when}, {ASKED[pause.prescribed].format(pause.name)}.", pause.sources))


def _again(
    visit: Visit, following: Visit | None, pause: PauseRule, plan: TreatmentPlan, care: CareProtocol
) -> Iterator[Reminder]:
    """When the product may come back; not at all where it would have to rest again at once for the next visit."""
    face = all(area.group == "face" for area in plan.areas if area.key in {done.key for done in visit.areas})
    days = days_after(pause.again_face if face else pause.again_body, care)
    back = _moved(visit.around, days)
    rest = _moved(following.around, _days_before(pause, care)) if following else None
    if back and rest and rest <= back:
        return
    day = _moved(visit.date, days)
    text = f"{_words(day, visit, days)}, {pause.name} may come back, if the skin has settled."
    yield Reminder(visit.key, day, Reason(text, pause.sources))


def _days_before(pause: PauseRule, care: CareProtocol) -> int:
    """The offset on which the care lines let it rest, negative."""
    return next(line.day or 0 for line in care.before if line.id == pause.stop)


def _moved(day: date | None, days: int) -> date | None:
    return day + timedelta(days=days) if day else None


def _words(day: date | None, visit: Visit, days: int) -> str:
    if day is not None:
        return f"From {short_date(day)}"
    return f"{abs(days)} days {'before' if days < 0 else 'after'} {visit.key.replace('_', ' ')}"
