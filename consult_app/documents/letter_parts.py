"""What the letters to doctors share: to whom and from when, who it is about, and who signs."""

from reportlab.platypus import Flowable

from consult_app.clinical.dates import long_date
from consult_app.clinical.letters import Letter
from consult_app.clinical.roles import role_words
from consult_app.clinical.summary import Summary
from consult_app.documents import wording
from consult_app.documents.boxes import Row, Stack
from consult_app.documents.forms import Blank, SignatureField, signature_block
from consult_app.documents.options import NotSet
from consult_app.documents.runs import Prose, Strong
from consult_app.documents.stationery import client_name, phone
from consult_app.documents.text import Text
from consult_app.documents.type_scale import TypeScale

ROOMY = 12  # points between rows, of the standard scale
_ADDRESS_LINES = 4
_GP = "gp"


def heads(summary: Summary, letter: Letter, reference: str, scale: TypeScale) -> Flowable:
    """The addressee, the day, our reference and who gets a copy."""
    plain = scale.body.but(after=0)
    right = plain if scale.one_column else plain.but(align="right")
    lines: list[str | Strong] = [
        Strong(long_date(summary.as_of)),
        f"Our reference {reference}",
        *_copy_to(summary, letter),
    ]
    dated = Stack([Text(line, right) for line in lines])
    if scale.one_column:
        return Stack([_addressee(letter, scale), dated], gap=12, after=8)
    return Row([(_addressee(letter, scale), -1.2), (dated, -1)], gap=20, after=4)


def _copy_to(summary: Summary, letter: Letter) -> list[str]:
    """The client's GP reads along when a specialist is written to."""
    gp = summary.contacts.get(_GP)
    return [f"Copy to \u2068{gp.name}\u2069, GP"] if gp and letter.role != _GP else []


def _addressee(letter: Letter, scale: TypeScale) -> Flowable:
    plain = scale.body.but(after=0)
    contact = letter.contact
    if contact is None:
        lines = [Blank(plain.leading * 1.3) for _ in range(_ADDRESS_LINES - 1)]
        return Stack([Text(f"To the client’s {letter.role_words}", plain), *lines])
    known = [line.strip() for line in _address(contact.address or "", scale) if line.strip()]
    role = [] if any(letter.role_words.lower() in line.lower() for line in known) else [letter.role_words]
    written = [Text(line, plain) for line in (f"\u2068{contact.name}\u2069", *map(wording.capital, role), *known)]
    return Stack([*written, *(Blank(plain.leading * 1.3) for _ in range(0 if known else 2))])


def _address(words: str, scale: TypeScale) -> list[str]:
    """The address as it was written; set in shorter lines where the page has room for them."""
    return (words if scale.row_gap < ROOMY else words.replace(", ", "\n")).splitlines()


def client_line(summary: Summary) -> str:
    """Whom the letter is about, with the birth date."""
    born = summary.client.date_of_birth
    return (
        f"{client_name(summary)}, born {long_date(born)}" if born else f"{client_name(summary)}, birth date not given"
    )


def greeting(letter: Letter) -> str:
    """How the letter opens."""
    return f"Dear \u2068{letter.contact.name}\u2069," if letter.contact else "Dear colleague,"


def signatures(summary: Summary, letter: Letter, scale: TypeScale) -> Flowable:
    """The practitioner's line, and the client's, who agrees that doctor and clinic write to each other."""
    by = summary.practitioner
    own: Prose = (Strong(by.name or "Practitioner"), f", {role_words(by.role)}" if by.role else "")
    copy = " and my GP gets a copy" if _copy_to(summary, letter) else ""
    consent = f"I agree that you are written to about me{copy}, and that you may reply. Client’s signature and date"
    return signature_block([SignatureField(own, 1), SignatureField(consent, 1.5)], scale)


def return_words(summary: Summary) -> str:
    """How the answer comes back."""
    number = phone(summary.clinic)
    back = "Please post this page back"
    return f"{back}." if isinstance(number, NotSet) else f"{back}, or call {number}."
