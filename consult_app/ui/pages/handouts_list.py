"""The documents of a consultation as they are listed: which apply, and what still locks or lacks."""

from dataclasses import dataclass
from typing import Literal

from consult_app.clinical.consent_standing import ConsentStanding
from consult_app.clinical.summary import Summary
from consult_app.documents import BLANK_FORM, Available, available
from consult_app.ui.pages.handouts_consent import ConsentCard, consent_card

HandoutState = Literal["ready", "locked", "needs", "not_needed", "sign", "signed"]
CONSENT, LETTER = "consent", "clearance_letter"
UNSIGNED = "The signature line stays blank. Sign on paper."


@dataclass(frozen=True)
class Handout:
    """One document: its id, file name and title, a line about it, its state in words, and why or what to know.

    ``consent`` says what can be done about the client's consent, where the document is its form.
    """

    id: str
    file_name: str
    title: str
    line: str
    state: HandoutState
    words: str
    why: str = ""
    consent: ConsentCard | None = None

    @property
    def may_go_out(self) -> bool:
        """Whether it may be printed and saved."""
        return self.state in ("ready", "needs", "sign", "signed")

    @property
    def goes_with_all(self) -> bool:
        """Whether it goes out with the rest; the blank form only by itself, for it says nothing about the client."""
        return self.may_go_out and self.id != BLANK_FORM

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


def handouts(summary: Summary, hold: Hold = NO_HOLD, consent: ConsentStanding | None = None) -> tuple[Handout, ...]:
    """Every document there is, letters first; one that does not apply says why."""
    found = [_handout(entry, summary, hold, consent) for entry in available(summary)]
    return tuple(sorted(found, key=lambda handout: not handout.id.startswith(LETTER)))


def _handout(entry: Available, summary: Summary, hold: Hold, consent: ConsentStanding | None) -> Handout:
    if entry.name == CONSENT and not entry.refusal:
        card = consent_card(summary, consent, hold.on(CONSENT))
        line = card.line or entry.detail
        return Handout(entry.id, entry.file_name, entry.title, line, card.state, card.words, card.why, card)
    state, words, why = _state(entry, summary, hold)
    return Handout(entry.id, entry.file_name, entry.title, entry.detail or entry.refusal, state, words, why)


def _state(entry: Available, summary: Summary, hold: Hold) -> tuple[HandoutState, str, str]:
    if entry.refusal:
        return "not_needed", "Does not apply", entry.refusal
    if why := hold.on(entry.name):
        return "locked", "Locked", why
    if entry.name == LETTER and _is_nameless(entry, summary):
        return "needs", "Needs a name", UNSIGNED
    return "ready", "Ready", UNSIGNED if entry.name == LETTER else ""


def _is_nameless(entry: Available, summary: Summary) -> bool:
    number = entry.id.removeprefix(LETTER).strip("_")
    return any(letter.contact is None for letter in summary.letters if letter.number == int(number or 1))
