"""The outcome in words, worked out once for window, text output and paper alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from consult_app.clinical.dates import long_date, short_date
from consult_app.clinical.verdict import INCOMPLETE, OUTCOMES, Level, Verdict, strictest

WORDS: Mapping[str, str] = {
    "treat": "Can treat",
    "precautions": "Treat with precautions",
    INCOMPLETE: "Incomplete",
    "defer": "Defer",
    "clearance": "Needs medical clearance",
    "do_not_treat": "Do not treat",
}
PAPER_WORDS: Mapping[str, str] = {
    "treat": "We can treat you",
    "precautions": "We can treat you, with care",
    INCOMPLETE: "We need some answers first",
    "defer": "Please wait",
    "clearance": "We need a letter from your doctor first",
    "do_not_treat": "We cannot offer you this treatment",
}


NAMED = 3
"""How many of many names are written out."""


@dataclass(frozen=True)
class OutcomeLine:
    """One outcome in words: ``words`` on screen, ``second`` when another thing applies too, ``paper`` for clients."""

    outcome: str
    words: str
    second: str = ""
    paper: str = ""
    not_before: date | None = None
    open_questions: int = 0


@dataclass(frozen=True)
class Headline(OutcomeLine):
    """The outcome of the whole consultation: ``also`` names a stricter area, ``gap`` the missing answers."""

    also: str = ""
    gap: str = ""


def outcome_line(verdict: Verdict) -> OutcomeLine:
    """A verdict in words, with the date or the event it waits for."""
    outcome, day = verdict.outcome, verdict.not_before
    events = sorted(verdict.until) if outcome in ("defer", "clearance") else []
    if outcome == "defer":
        words, second, paper = _deferral(day, events)
    else:
        words, paper = WORDS[outcome], PAPER_WORDS[outcome]
        second = _second(outcome, day, events)
    return OutcomeLine(outcome, words, second, paper, day, len(verdict.open_questions))


def _deferral(day: date | None, events: list[str]) -> tuple[str, str, str]:
    """With an event and a date both are named, and the date is a *not before*."""
    if events:
        second = f"Not before {short_date(day)}" if day else ""
        more = f" and {events[1]}" if len(events) > 1 else ""
        return f"Defer until {events[0]}{more}", second, _paper_wait(day)
    return (f"Defer until {short_date(day)}", "", _paper_wait(day)) if day else ("Defer", "No date yet", "Please wait")


def _paper_wait(day: date | None) -> str:
    return f"Please wait until {long_date(day)}" if day else "Please wait until we tell you"


def _second(outcome: str, day: date | None, events: list[str]) -> str:
    if outcome != "clearance":
        return ""
    parts = [f"Not before {short_date(day)}"] if day else []
    parts += [f"Wait until {event}" for event in events]
    return ". ".join(parts)


def headline(person: Verdict, areas: Mapping[str, Verdict], names: Mapping[str, str]) -> Headline:
    """The line over everything: the person's outcome from Defer up, else the strictest area's.

    ``names`` gives each area key its name in words.
    """
    everything = [person, *areas.values()]
    open_count = len({name for verdict in everything for name in verdict.open_questions})
    gap = f"{open_count} answer{'' if open_count == 1 else 's'} missing: this may change" if open_count else ""
    if person.proven >= Level.DEFER or not areas:
        line = outcome_line(person)
        also = _stricter(person, areas, names)
        return _headline(line, line.words, also, gap)
    worst = strictest(verdict.outcome for verdict in areas.values())
    hit = [key for key, verdict in areas.items() if verdict.outcome == worst]
    line = outcome_line(_representative([areas[key] for key in hit]))
    partly = worst not in ("treat", "precautions") and len(hit) < len(areas)
    words = f"{line.words} in {len(hit)} of {len(areas)} areas" if partly else line.words
    also = f"{listed([names[key] for key in hit])}: {line.words[:1].lower()}{line.words[1:]}." if partly else ""
    return _headline(line, words, also, gap)


def _representative(verdicts: list[Verdict]) -> Verdict:
    """Of verdicts with one outcome, the one that waits longest."""
    return max(verdicts, key=lambda verdict: (verdict.not_before or date.min, len(verdict.until)))


def _headline(line: OutcomeLine, words: str, also: str, gap: str) -> Headline:
    return Headline(line.outcome, words, line.second, line.paper, line.not_before, line.open_questions, also, gap)


def _stricter(person: Verdict, areas: Mapping[str, Verdict], names: Mapping[str, str]) -> str:
    rank = OUTCOMES.index
    groups: dict[str, list[str]] = {}
    for key, verdict in areas.items():
        if rank(verdict.outcome) > rank(person.outcome):
            groups.setdefault(verdict.outcome, []).append(names[key])
    verbs = {"clearance": "also needs medical clearance", "do_not_treat": "is not to be treated"}
    plural = {"clearance": "also need medical clearance", "do_not_treat": "are not to be treated"}
    return " ".join(
        f"{listed(hit)} {(plural if len(hit) > 1 or hit[0].endswith('s') else verbs).get(outcome, 'differs')}."
        for outcome, hit in groups.items()
    )


def listed(names: list[str]) -> str:
    """Names as they stand in a sentence: one, two and three."""
    return " and ".join(([", ".join(names[:-1])] if len(names) > 1 else []) + names[-1:])


def first_of(names: Iterable[str], *, most: int = NAMED, between: str = ", ") -> str:
    """The first of many names and how many more there are: Sunburn, Recent tan and 4 more."""
    known = tuple(names)
    more = f" and {len(known) - most} more" if len(known) > most else ""
    return between.join(known[:most]) + more
