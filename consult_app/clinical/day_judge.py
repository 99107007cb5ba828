"""Judging coming days: the same consultation on another day, by the rules that may read differently then."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

from consult_app.clinical.assessment import Assessment, area_facts, gather
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.checking import PERSON, check
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.dates import add_months
from consult_app.clinical.decisions import go_ahead, is_prescriber
from consult_app.clinical.facts import Values
from consult_app.clinical.opening import Shut
from consult_app.clinical.reasons import Reason
from consult_app.clinical.ruleset import Rule
from consult_app.clinical.sun import SUN, SunAhead
from consult_app.clinical.verdict import Verdict, combine
from consult_app.clinical.why_shut import Coming, why_shut


class ConsultationDays:
    """Judges a day at most once: rules that cannot change on the first day asked, the rest for each span between turns.

    Between two turning days every rule reads the same; only in the month of the consultation, where a month without a
    day still grows, each day is judged by itself.
    """

    def __init__(self, consultation: Consultation, catalogue: Catalogue, judged: Assessment, sun: SunAhead) -> None:
        self._consultation = consultation
        self._catalogue = catalogue
        self._judged = judged
        self._sun = sun
        self._prescriber = is_prescriber(consultation, catalogue)
        self._month_end = add_months(consultation.as_of.replace(day=1), 1) - timedelta(days=1)
        self._moving, self._changes = self._turning()
        self._verdicts: dict[date, dict[str, Verdict]] = {}
        self._seen: dict[tuple[str, date], tuple[Shut, ...]] = {}

    def __call__(self, keys: Iterable[str], day: date, /) -> tuple[Shut, ...]:
        """What keeps the day shut for any of the areas, each cause once."""
        found = (*(shut for key in keys for shut in self._for_area(key, day)), *self._sun.shut(day))
        return tuple({(shut.cause, shut.reason.text): shut for shut in found}.values())

    def next_change(self, day: date, /) -> date | None:
        """The first later day on which a rule, a decision or the sun may turn."""
        index = bisect_right(self._changes, day)
        return self._changes[index] if index < len(self._changes) else None

    def _for_area(self, key: str, day: date) -> tuple[Shut, ...]:
        turns = self._changes[: bisect_right(self._changes, day)]
        turn = day if day <= self._month_end or not turns else turns[-1]
        if (key, turn) not in self._seen:
            self._seen[key, turn] = self._judge_area(key, day)
        return self._seen[key, turn]

    def _judge_area(self, key: str, day: date) -> tuple[Shut, ...]:
        then, verdict = self._on(day), self._verdict(key, day)
        if go_ahead(key, verdict, then, prescriber=self._prescriber).open_on(day):
            return ()
        shut = why_shut(verdict, Coming(key, then, self._catalogue, self._judged.facts))
        rule = self._catalogue.planning.sun.rule
        tanned = any(span.end < day for span in self._sun.spans)
        named = tuple(Shut(SUN, each.reason) if tanned and each.cause == rule else each for each in shut)
        return named or (Shut(key, Reason("what the safety check finds on that day")),)

    def _verdict(self, key: str, day: date) -> Verdict:
        if day not in self._verdicts:
            moved = self._check(self._on(day), self._moving)
            self._verdicts[day] = {name: still | moved[name] for name, still in self._unmoved.items()}
        return self._verdicts[day][key]

    @cached_property
    def _unmoved(self) -> dict[str, Verdict]:
        """The verdicts of all rules that read the same on every day."""
        moving = {rule.entry.id for rule in self._moving}
        still = [rule for rule in self._catalogue.ruleset if rule.entry.id not in moving]
        return self._check(self._consultation, still)

    @cached_property
    def _areas(self) -> dict[str, dict[str, Values]]:
        today = self._consultation
        return {request.key: area_facts(request, today, self._catalogue) for request in today.areas}

    def _check(self, then: Consultation, rules: Iterable[Rule]) -> dict[str, Verdict]:
        """The verdict of each area, the person's included, by some of the rules."""
        parts = check(rules, gather(then, self._catalogue), self._areas)
        return {key: combine(part.verdict for part in parts if part.target in (PERSON, key)) for key in self._areas}

    def _on(self, day: date) -> Consultation:
        answers = self._sun.tanned(self._consultation.answers, self._catalogue.planning.sun, day)
        return self._consultation.model_copy(update={"as_of": day, "answers": answers})

    def _turning(self) -> tuple[tuple[Rule, ...], tuple[date, ...]]:
        """The rules that may read differently on a coming day, and all those days in order.

        They are counted from the end of the month and of the planned sun: until then a day may still move.
        """
        as_of = self._consultation.as_of
        last = max(self._month_end, *(span.end + timedelta(days=1) for span in self._sun.spans), self._month_end)
        facts = gather(self._on(last), self._catalogue)
        ahead = {
            clock.entry: [day for day in clock.turning_days(facts) if day > as_of] for clock in self._catalogue.clocks
        }
        moving = tuple(rule for rule in self._catalogue.ruleset if ahead.get(rule.entry.id))
        lapses = {decision.until + timedelta(days=1) for decision in self._consultation.decisions if decision.until}
        days = {day for each in ahead.values() for day in each} | lapses | self._sun.turning_days
        days.add(self._month_end + timedelta(days=1))
        return moving, tuple(sorted(day for day in days if day > as_of))
