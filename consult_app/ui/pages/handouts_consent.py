"""The client's consent on the page of handouts: how it stands, what can be done about it, and the paper as signed."""

from dataclasses import dataclass
from typing import Literal

from consult_app.clinical.consent import scope_of
from consult_app.clinical.consent_standing import ConsentStanding, KnownConsent, consent_standing, signing_lock
from consult_app.clinical.dates import short_date
from consult_app.clinical.summary import Summary
from consult_app.documents.layout import Sheets

SIGN, CONFIRM = "sign", "confirm"
UNSIGNED = "You can print now. The signature line stays blank until it is signed."
STILL = "The client still agrees: confirm it for this visit."


@dataclass(frozen=True)
class ConsentShown:
    """What the page knows of a client's consents: each as it is judged, and the exact paper of the newest."""

    known: tuple[KnownConsent, ...] = ()
    paper: bytes = b""

    def standing(self, summary: Summary) -> ConsentStanding:
        """How they stand to all that the form of this consultation asks for."""
        return consent_standing(self.known, scope_of(summary), summary.as_of)

    def signed(self, summary: Summary) -> Sheets | None:
        """The paper as it was signed, where it covers what is planned."""
        return Sheets(self.paper, 0, ()) if self.paper and self.standing(summary).may_stand else None


@dataclass(frozen=True)
class ConsentCard:
    """The row of the consent: its state, a word for it, why, its line, and what can be done, by key and words."""

    state: Literal["ready", "locked", "sign", "signed"]
    words: str
    why: str
    line: str = ""
    act: str = ""
    act_words: str = ""
    withdrawable: int | None = None


def consent_card(summary: Summary, standing: ConsentStanding | None, held_back: str) -> ConsentCard:
    """How the consent is shown; ``standing`` is None until the records were read, and nothing can be signed then."""
    if standing is None:
        why = held_back or signing_lock(summary)
        return ConsentCard("locked", "Locked", why) if why else ConsentCard("ready", "Ready", UNSIGNED)
    given = standing.consent
    number = given.id if given and given.withdrawn is None else None
    line = f"Signed {short_date(given.date)}" if given and standing.may_stand else ""
    if standing.stands:
        words = "Signed" if standing.state == "signed" else "Confirmed"
        return ConsentCard("signed", words, standing.words, line, withdrawable=number)
    told = standing.words if standing.state in ("withdrawn", "outgrown") else ""
    if why := held_back or signing_lock(summary):
        return ConsentCard("locked", "Locked", f"{told} {why}".strip(), line, withdrawable=number)
    if standing.state == "to_confirm":
        return ConsentCard("sign", "Confirm", STILL, line, CONFIRM, "Confirm consent", number)
    return ConsentCard("sign", "Sign", told or UNSIGNED, line, SIGN, "Sign consent", number)
