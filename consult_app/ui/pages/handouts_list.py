"""The documents of a consultation as they are listed: which apply, and what still locks or lacks."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from consult_app.clinical.course import Visit
from consult_app.clinical.dates import short_date
from consult_app.clinical.summary import Summary
from consult_app.documents import Available, available

HandoutState = Literal["ready", "locked", "needs", "not_needed"]
CONSENT, LETTER = "consent", "clearance_letter"
UNSIGNED = "The signature line stays blank. Sign on paper."


@dataclass(frozen=True)
class Handout:
    """One document: its id, file name and title, a line about it, its state in words, and why or what to know."""

    id: str
    file_name: str
    title: str
    line: str
    state: HandoutState
    words: str
    why: str = ""

    @property
    def may_go_out(self) -> bool:
        """Whether it may be printed and saved."""
        return self.state in ("ready", "needs")

    @property
    def icon(self) -> str:
        """The icon of its kind."""
        return "mail" if self.id.startswith(LETTER) else "document"


@dataclass(frozen=True)
class Hold:
    """Why papers are held back for now, or only the consent; ``why`` is empty where nothing is."""

    why: str = ""
    only_consent: bool = False

    def on(self, name: str) -> str:
        """Why a kind of paper is held back, or an empty text."""
        return self.why if name == CONSENT or not self.only_consent else ""


NO_HOLD = Hold()


def handouts(summary: Summary, hold: Hold = NO_HOLD) -> tuple[Handout, ...]:
    """Every document there is, letters first; one that does not apply says why."""
    found = [_handout(entry, summary, hold) for entry in available(summary)]
    return tuple(sorted(found, key=lambda handout: not handout.id.startswith(LETTER)))


def _handout(entry: Available, summary: Summary, hold: Hold) -> Handout:
    state, words, why = _state(entry, summary, hold)
    return Handout(entry.id, entry.file_name, entry.title, entry.detail or entry.refusal, state, words, why)


def _state(entry: Available, summary: Summary, hold: Hold) -> tuple[HandoutState, str, str]:
    if entry.refusal:
        return "not_needed", "Does not apply", entry.refusal
    if why := hold.on(entry.name):
        return "locked", "Locked", why
    if entry.name == CONSENT and (why := consent_lock(summary)):
        return "locked", "Locked", why
    if entry.name == LETTER and _is_nameless(entry, summary):
        return "needs", "Needs a name", UNSIGNED
    return "ready", "Ready", UNSIGNED if entry.name in (CONSENT, LETTER) else ""


def _is_nameless(entry: Available, summary: Summary) -> bool:
    number = entry.id.removeprefix(LETTER).strip("_")
    return any(letter.contact is None for letter in summary.letters if letter.number == int(number or 1))


def first_needling(summary: Summary) -> Visit | None:
    """The first visit with needles that has a day, test patch included."""
    dated = [visit for visit in summary.plan.visits if visit.date and visit.kind != "review"]
    return min(dated, key=lambda visit: visit.date or date.max, default=None)


def consent_lock(summary: Summary) -> str:
    """Why consent may not be given yet, or an empty text on the day it may."""
    visit, planned = first_needling(summary), {area.key for area in summary.plan.areas}
    closed = [area.name for area in summary.areas if area.key in planned and not area.go_ahead.open_on(summary.as_of)]
    if closed:
        return f"Consent unlocks when the safety check lets each planned area go ahead. Not yet: {', '.join(closed)}."
    if visit is None or visit.date is None:
        return "Consent unlocks on the day of the first needling. No day is planned yet."
    if visit.date != summary.as_of:
        return f"Consent unlocks on the day of the first needling, {short_date(visit.date)}."
    return ""
