"""The papers by name: which apply to a consultation, what each is called, and how each is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from consult_app.clinical.consent import Consent
from consult_app.clinical.dates import short_date
from consult_app.clinical.letters import Letter
from consult_app.clinical.summary import Summary
from consult_app.documents import (
    aftercare,
    before_care,
    clearance_letter,
    consent,
    health_questionnaire,
    red_flag_card,
    referral_letter,
    treatment_plan,
)
from consult_app.documents.layout import Sheets
from consult_app.documents.options import DocumentOptions
from consult_app.documents.stationery import Issue, document_id
from consult_app.errors import BadInputError

NO_AREAS = "No area was named, so there is nothing to plan."
NO_SESSION = "No session is planned."
NO_LETTER = "There is nobody to write to: nothing waits for a doctor’s answer."
NO_REFERRAL = "Nothing was found that needs an urgent referral."
NO_FORM = "The questions are not kept with a finished consultation."


@dataclass(frozen=True, slots=True)
class Available:
    """A paper as a list shows it; ``refusal`` says why it does not apply now and is empty when it does."""

    id: str
    name: str
    file_name: str
    title: str
    refusal: str
    detail: str


@dataclass(frozen=True, slots=True)
class _Paper:
    """A kind of paper: its title, when it applies, its line in the list, and how it is made."""

    title: str
    refusal: Callable[[Summary], str]
    detail: Callable[[Summary], str]
    sheets: Callable[[Issue], Sheets]


def _needs_areas(summary: Summary) -> str:
    return "" if summary.areas else NO_AREAS


def _needs_session(summary: Summary) -> str:
    return _needs_areas(summary) or ("" if summary.plan.first_session else NO_SESSION)


def _needs_letter(summary: Summary) -> str:
    return "" if summary.letters else NO_LETTER


def _needs_referral(summary: Summary) -> str:
    return "" if referral_letter.to_refer(summary) else NO_REFERRAL


def _needs_form(summary: Summary) -> str:
    return "" if summary.form else NO_FORM


def _plan_detail(summary: Summary) -> str:
    number = len(summary.plan.areas)
    return f"{number} area{'' if number == 1 else 's'}" if number else "Nothing planned yet"


def _before_detail(summary: Summary) -> str:
    days = [step.date for step in summary.care.before if step.date]
    return f"From {short_date(max(min(days), summary.as_of))}" if days else "Without dates"


def _after_detail(summary: Summary) -> str:
    day = summary.care.session_date
    return f"Dated for {short_date(day)}" if day else "Without dates"


def _consent_detail(summary: Summary) -> str:
    needled = [visit.date for visit in summary.plan.visits if visit.date and visit.kind != "review"]
    return f"Sign on {short_date(min(needled))}" if needled else "Sign on the day of the first needling"


def _letter_detail(summary: Summary, number: int) -> str:
    return _to(summary.letters[number - 1])


def _referral_detail(summary: Summary) -> str:
    return f"Urgent. {_to(referral_letter.addressee(summary))}"


def _to(letter: Letter) -> str:
    return f"To {letter.contact.name}" if letter.contact else f"To the client’s {letter.role_words}, not named yet"


_PAPERS: Mapping[str, _Paper] = {
    "treatment_plan": _Paper(treatment_plan.TITLE, _needs_areas, _plan_detail, treatment_plan.sheets),
    "before_care": _Paper("Before care", _needs_session, _before_detail, before_care.sheets),
    "aftercare": _Paper(aftercare.TITLE, _needs_session, _after_detail, aftercare.sheets),
    "red_flag_card": _Paper(red_flag_card.TITLE, _needs_session, lambda _: "To cut out and fold", red_flag_card.sheets),
    "consent": _Paper("Consent", _needs_session, _consent_detail, consent.sheets),
    "clearance_letter": _Paper(clearance_letter.TITLE, _needs_letter, lambda _: "", clearance_letter.sheets),
    "referral_letter": _Paper(referral_letter.TITLE, _needs_referral, _referral_detail, referral_letter.sheets),
    "health_questionnaire": _Paper(
        health_questionnaire.TITLE, _needs_form, lambda _: "Blank, to fill in by hand", health_questionnaire.sheets
    ),
}
_LETTER = "clearance_letter"
BLANK_FORM = "health_questionnaire"
"""The paper that asks for nothing of the case: a form to fill in by hand."""


def available(summary: Summary) -> tuple[Available, ...]:
    """Every paper in order, those that do not apply with the reason; one letter for each addressee."""
    return tuple(entry for name, paper in _PAPERS.items() for entry in _entries(name, paper, summary))


def _entries(name: str, paper: _Paper, summary: Summary) -> list[Available]:
    if refusal := paper.refusal(summary):
        return [_entry(name, 1, paper.title, refusal, "")]
    if name != _LETTER:
        return [_entry(name, 1, paper.title, "", paper.detail(summary))]
    return [
        _entry(name, each.number, paper.title, "", _letter_detail(summary, each.number)) for each in summary.letters
    ]


def _entry(name: str, number: int, title: str, refusal: str, detail: str) -> Available:
    own = name if number == 1 else f"{name}_{number}"
    return Available(own, name, f"{own}.pdf", title, refusal, detail)


def make_sheets(summary: Summary, name: str, options: DocumentOptions) -> Sheets:
    """A paper by its id, with its number of pages and what could not be printed; equal input, equal bytes.

    Raises BadInputError for a name that is not known or a paper that does not apply.
    """
    entry = next((each for each in available(summary) if each.id == name), None)
    if entry is None:
        known = ", ".join(each.id for each in available(summary))
        raise BadInputError(f"No paper is called “{name}”.", (f"Known: {known}",), "Choose one of the papers listed.")
    if entry.refusal:
        raise BadInputError(f"{entry.title} does not apply. {entry.refusal}", (), "Choose another paper.")
    number = int(name.removeprefix(f"{_LETTER}_")) if name.startswith(f"{_LETTER}_") else 1
    issue = Issue(summary, options, document_id(summary, name, options), number)
    return _PAPERS[entry.name].sheets(issue)


def make_signed_consent(summary: Summary, given: Consent, options: DocumentOptions) -> Sheets:
    """The consent form as it was signed, the signature on it, or what says that it stands on paper.

    Equal input, equal bytes; raises as ``make_sheets`` does.
    """
    if refusal := _PAPERS["consent"].refusal(summary):
        raise BadInputError(f"{consent.TITLE} does not apply. {refusal}", (), "Choose another paper.")
    number = document_id(summary, f"consent {given.model_dump_json()}", options)
    return consent.sheets(Issue(summary, options, number, signed=given))


def make(summary: Summary, name: str, options: DocumentOptions) -> bytes:
    """The bytes of a paper by its id; raises as ``make_sheets`` does."""
    return make_sheets(summary, name, options).data


def _maker(name: str) -> Callable[[Summary, DocumentOptions], bytes]:
    return lambda summary, options: make(summary, name, options)


DOCUMENTS: Mapping[str, Callable[[Summary, DocumentOptions], bytes]] = {name: _maker(name) for name in _PAPERS}
"""Each kind of paper by name, in the order they are listed; a second letter is asked for by its id."""
