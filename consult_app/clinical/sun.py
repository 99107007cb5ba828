"""Planned time in the sun: which days off it is, and the days a session keeps from it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from consult_app.clinical.aftercare import TOKEN
from consult_app.clinical.care_protocol import CareProtocol
from consult_app.clinical.consultation import Answer, Avoid
from consult_app.clinical.dates import short_date
from consult_app.clinical.opening import Shut
from consult_app.clinical.planning_rules import SunRule
from consult_app.clinical.reasons import Reason

Answers = Mapping[str, tuple[Answer, ...]]
SUN = "sun"
"""The cause of days that planned sun keeps shut."""


def in_the_sun(spans: Iterable[Avoid], rule: SunRule) -> tuple[Avoid, ...]:
    """The spans spent in the sun: as they say themselves, else by a word of their label."""
    words = set(rule.words)
    return tuple(
        span
        for span in spans
        if span.sun == "yes" or (span.sun is None and words & set(re.findall(r"[a-z]+", span.label.lower())))
    )


def days_after(line: str, care: CareProtocol) -> int:
    """The last day a line of the aftercare timeline speaks of: the day in its text, else the end of its row."""
    found = next(each for each in care.after if each.id == line)
    named = [int(count) for unit, count in TOKEN.findall(found.text) if unit == "day"]
    row = next(each for each in care.rows if each.day == found.day)
    return max(named, default=row.until_day)


@dataclass(frozen=True)
class SunAhead:
    """The planned spans in the sun, and how many days before one a session has to be."""

    spans: tuple[Avoid, ...]
    days: int
    reason: Reason

    def shut(self, day: date) -> tuple[Shut, ...]:
        """What keeps a day shut that lies too near before a span."""
        near = (span for span in self.spans if timedelta() <= span.start - day < timedelta(days=self.days))
        return tuple(Shut(SUN, Reason(f"{_named(span)}, {self.reason.text}", self.reason.sources)) for span in near)

    @property
    def turning_days(self) -> frozenset[date]:
        """The days on which a span comes too near, and those after it ends."""
        return frozenset(
            day
            for span in self.spans
            for day in (span.start - timedelta(days=self.days - 1), span.end + timedelta(days=1))
        )

    def tanned(self, answers: Answers, rule: SunRule, day: date) -> Answers:
        """The answers as they will read on ``day``: each span that is over then has left a tan on all skin."""
        over = [span for span in self.spans if span.end < day]
        if not over:
            return answers
        told = tuple(answer for answer in answers.get(rule.rule, ()) if answer.answer != "no")
        tans = tuple(Answer(answer="yes", fields={"date": span.end.isoformat()}) for span in over)
        return {**answers, rule.rule: (*told, *tans)}


def sun_ahead(spans: Iterable[Avoid], rule: SunRule, care: CareProtocol, *, careful: bool) -> SunAhead:
    """The spans in the sun with the days after a session that the care lines keep out of it."""
    line = rule.after_careful if careful else rule.after
    days = days_after(line, care)
    found = next(each for each in care.after if each.id == line)
    return SunAhead(in_the_sun(spans, rule), days, Reason(f"{days} days without sun after a session", found.sources))


def _named(span: Avoid) -> str:
    return f"{span.label or 'sun'} from {short_date(span.start)}"
