"""The earliest safe date: the first day the same answers hold up nothing, what sets it, and how long it holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from consult_app.clinical.assessment import Assessment, assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.decisions import GoAhead, awaited, go_ahead, is_prescriber, standing
from consult_app.clinical.headline import first_of
from consult_app.clinical.question_words import open_label
from consult_app.clinical.ruleset import Rule
from consult_app.clinical.trials import PERSON, judged_by, verdict_of
from consult_app.clinical.turning import Clock
from consult_app.clinical.verdict import Finding, Verdict
from consult_app.clinical.what_if import labels, on_day, open_names


@dataclass(frozen=True)
class EarliestSafe:
    """The first day treatment may be open, as far as dates go.

    ``day`` is None while nothing dated is known or nothing may be dated, and ``why_none`` says why. ``binding`` are the
    findings whose date it is; ``waits_for`` what has to come as well, so that nothing happens before the later of the
    two. ``unanswered`` could still change it. ``holds_until`` is the last day before a rule becomes stricter with the
    same answers, as a result grows too old; ``renew`` names what will be too old, or has begun, by the day itself.
    """

    day: date | None
    binding: tuple[Finding, ...] = ()
    waits_for: tuple[str, ...] = ()
    why_none: str = ""
    unanswered: tuple[str, ...] = ()
    holds_until: date | None = None
    renew: tuple[str, ...] = ()


@dataclass(frozen=True)
class EarliestDays:
    """The earliest safe date of each requested area, and of all of them together (of the person where none is)."""

    overall: EarliestSafe
    areas: Mapping[str, EarliestSafe]


def earliest_days(consultation: Consultation, catalogue: Catalogue, judged: Assessment) -> EarliestDays:
    """The earliest safe dates, each found by judging the same answers on the coming days."""
    look = _Lookout(consultation, catalogue, judged)
    if not judged.areas:
        return EarliestDays(look.earliest(PERSON), {})
    areas = {key: look.earliest(key) for key in judged.areas}
    return EarliestDays(_together(areas.values()), areas)


def _together(days: Iterable[EarliestSafe]) -> EarliestSafe:
    """All areas at once: the latest day, everything they wait for; no day where one area has none for good."""
    known = tuple(days)
    last = max((each.day for each in known if each.day), default=None)
    shut = tuple(dict.fromkeys(each.why_none for each in known if each.why_none and not each.waits_for))
    return EarliestSafe(
        day=None if shut else last,
        binding=() if shut else _once(finding for each in known if each.day == last for finding in each.binding),
        waits_for=_sorted(wait for each in known for wait in each.waits_for),
        why_none=". ".join(shut) or ("" if last else next(each.why_none for each in known)),
        unanswered=_sorted(name for each in known for name in each.unanswered),
        holds_until=None if shut else min((each.holds_until for each in known if each.holds_until), default=None),
        renew=_sorted(name for each in known for name in each.renew),
    )


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(findings))


def _sorted(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words)))


class _Lookout:
    """Judges the same answers on coming days, each day once."""

    def __init__(self, consultation: Consultation, catalogue: Catalogue, judged: Assessment) -> None:
        self._today = consultation
        self._catalogue = catalogue
        self._prescriber = is_prescriber(consultation, catalogue)
        self._judged = {consultation.as_of: (consultation, judged)}
        self._turned: dict[date, dict[str, Verdict]] = {}

    def earliest(self, key: str) -> EarliestSafe:
        """The earliest safe date of one area; an empty key is the person."""
        now = self._ahead(key, self._today.as_of)
        if not now.planned:
            questions = first_of(open_label(name, self._catalogue) for name in now.questions)
            return EarliestSafe(
                None, why_none=": ".join(part for part in (now.why, questions) if part), unanswered=now.questions
            )
        day, binding = self._last_wait(key)
        dated = day > self._today.as_of or not now.waits_for
        return EarliestSafe(
            day=day if dated else None,
            binding=binding,
            waits_for=now.waits_for,
            why_none="" if dated else f"Waits {' and '.join(map(awaited, now.waits_for))}",
            unanswered=tuple(sorted(open_names(self._verdict(key, day)))),
            holds_until=self._holds_until(key, day) if dated else None,
            renew=self._renew(key, day),
        )

    def _last_wait(self, key: str) -> tuple[date, tuple[Finding, ...]]:
        """The day the last dated wait ends, and the findings that wait until then; a wait may begin on the way."""
        day, binding = self._today.as_of, tuple[Finding, ...]()
        while (ahead := self._ahead(key, day)).earliest and ahead.earliest > day:
            waits = self._verdict(key, day).findings
            binding = tuple(
                f for f in sorted(waits, key=lambda f: f.key) if f.holds_up_needling and f.not_before == ahead.earliest
            )
            day = ahead.earliest
        return day, binding

    def _on(self, day: date) -> tuple[Consultation, Assessment]:
        if day not in self._judged:
            then = on_day(self._today, day)
            self._judged[day] = (then, assess(then, self._catalogue))
        return self._judged[day]

    def _verdict(self, key: str, day: date) -> Verdict:
        return verdict_of(self._on(day)[1], key)

    def _ahead(self, key: str, day: date) -> GoAhead:
        then, judged = self._on(day)
        return go_ahead(key, verdict_of(judged, key), then, prescriber=self._prescriber)

    def _renew(self, key: str, day: date) -> tuple[str, ...]:
        """What stands or is open on that day and did not, or was not, today."""
        then, judged = self._on(day)
        known = {finding.key for finding in self._verdict(key, self._today.as_of).findings}
        found = standing(key, verdict_of(judged, key), then, prescriber=self._prescriber)
        opened = open_names(verdict_of(judged, key)) - open_names(self._verdict(key, self._today.as_of))
        asked = tuple(open_label(name, self._catalogue) for name in sorted(opened))
        return labels(finding for finding in found if finding.key not in known) + asked

    def _holds_until(self, key: str, day: date) -> date | None:
        """The last day before anything becomes stricter for the area; None when nothing does with these answers."""
        before = self._shut(key, day)
        for turn in self._turns:
            if turn > day and self._shut(key, turn) - before:
                return turn - timedelta(days=1)
        return None

    def _shut(self, key: str, day: date) -> frozenset[str]:
        """What shuts the area on a day, of the rules that can turn with these answers."""
        then = on_day(self._today, day)
        if day not in self._turned:
            self._turned[day] = judged_by(self._turning, then, self._catalogue)
        verdict = self._turned[day][key]
        found = standing(key, verdict, then, prescriber=self._prescriber)
        return frozenset(finding.key for finding in found) | open_names(verdict)

    @cached_property
    def _turning(self) -> tuple[Rule, ...]:
        """The rules that can turn on a coming day with these answers, or that were decided on."""
        decided = {rule.partition(".")[0] for rule in (each.finding for each in self._today.decisions)}
        turning = {clock.entry for clock in self._catalogue.clocks if self._coming(clock)}
        return tuple(rule for rule in self._catalogue.ruleset if rule.entry.id in turning | decided)

    @cached_property
    def _turns(self) -> tuple[date, ...]:
        """The coming days on which a rule or a decision turns, in order."""
        ends = {each.until + timedelta(days=1) for each in self._today.decisions if each.until}
        return tuple(sorted(ends.union(*map(self._coming, self._catalogue.clocks))))

    def _coming(self, clock: Clock) -> frozenset[date]:
        facts = self._judged[self._today.as_of][1].facts
        return frozenset(day for day in clock.turning_days(facts) if day > self._today.as_of)
