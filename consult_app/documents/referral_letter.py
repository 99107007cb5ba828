"""The referral letter: an urgent request to look at a mole, spot or growth that has changed."""

from collections.abc import Iterator

from reportlab.platypus import Flowable, PageBreak

from consult_app.clinical.explanation import FindingLine
from consult_app.clinical.letters import Letter
from consult_app.clinical.summary import Summary
from consult_app.documents import wording
from consult_app.documents.boxes import Box, Stack
from consult_app.documents.forms import ReplyQuestion, SignatureField, reply_slip
from consult_app.documents.layout import Sheets, build, title
from consult_app.documents.letter_parts import client_line, greeting, heads, return_words, signatures
from consult_app.documents.runs import Strong
from consult_app.documents.stationery import Issue, client_name
from consult_app.documents.text import Text
from consult_app.documents.type_scale import RED, WHITE, TypeScale, type_scale

TITLE = "Referral letter"
LESION = "changing_lesion"
_TO = ("gp", "dermatologist")
_REFERRED = ("do_not_treat", "clearance")
_URGENT = "URGENT REFERRAL"
_SUBJECT = "A mole, spot or growth that has changed"
_KNOWN = "has a mole, spot or growth that has changed or does not heal."
_ASKED = "Would you examine it urgently, and tell us in writing what it is?"
_HELD = "They had come to us about microneedling. We leave it and the skin around it alone until we know what it is."


def to_refer(summary: Summary) -> FindingLine | None:
    """What calls for an urgent referral, the strictest first; None where nothing does."""
    found = (line for line in summary.findings if line.finding.id == LESION)
    return next((line for line in found if line.finding.level in _REFERRED), None)


def addressee(summary: Summary) -> Letter:
    """To whom: the first doctor the client named who may look at it, else the GP."""
    role = next((role for role in _TO if role in summary.contacts), _TO[0])
    return Letter(1, role, summary.contacts.get(role), ())


def sheets(issue: Issue) -> Sheets:
    """The letter, on one page at standard size."""
    scale = type_scale("letter", large_print=issue.options.large_print)
    return build(TITLE, list(_story(issue.summary, scale)), issue.head, issue.foot, issue.options)


def _story(summary: Summary, scale: TypeScale) -> Iterator[Flowable]:
    letter, found = addressee(summary), to_refer(summary)
    told = _told(found) if found else ()
    yield _band(scale)
    yield heads(summary, letter, f"{summary.client.id}/R1" if summary.client.id else "R1", scale)
    yield title(_SUBJECT, scale.title)
    yield Text(client_line(summary), scale.strong)
    yield Text(greeting(letter), scale.body)
    yield Text((f"{client_name(summary)} {_KNOWN} ", Strong(_ASKED)), scale.body)
    yield Text(" ".join([*told, _HELD]), scale.body)
    yield Stack([Text("Yours sincerely,", scale.body), signatures(summary, letter, scale)])
    if scale.one_column:
        yield PageBreak()
    yield _slip(summary, scale)


def _band(scale: TypeScale) -> Flowable:
    words = Text(_URGENT, scale.box_title.but(colour=WHITE))
    return Box(words, padding=(4, 13, 5, 13), colour=RED, fill=RED, after=10)


def _told(line: FindingLine) -> Iterator[str]:
    if line.areas:
        yield f"It concerns the {wording.area_list(line.areas).lower()}."
    if line.details:
        yield f"They tell us: {', '.join(line.details)}."


def _slip(summary: Summary, scale: TypeScale) -> Flowable:
    questions = [
        ReplyQuestion("Examined on"),
        ReplyQuestion("Result", ("Benign", "Waiting", "Treated"), blank=False),
        ReplyQuestion("What it is", more_lines=1),
        ReplyQuestion("Anything else we should know", more_lines=1),
    ]
    fields = [
        SignatureField("Signature"),
        SignatureField("Name and registration number", 1.2),
        SignatureField("Date", 0.6),
    ]
    return reply_slip("Your reply", return_words(summary), questions, fields, scale)
