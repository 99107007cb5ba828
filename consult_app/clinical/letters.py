"""Letters: who has to be asked what before an area may be treated, or may be treated sooner."""

from collections.abc import Mapping
from dataclasses import dataclass

from consult_app.clinical.assessment import Assessment
from consult_app.clinical.consultation import Consultation, Contact
from consult_app.clinical.decisions import counts
from consult_app.clinical.roles import role_words
from consult_app.clinical.verdict import Finding


@dataclass(frozen=True)
class LetterItem:
    """One finding the letter asks about, and the question put to the doctor."""

    finding: Finding
    areas: tuple[str, ...]
    question: str


@dataclass(frozen=True)
class Letter:
    """A letter to one addressee; ``contact`` is None while nobody is named for the role."""

    number: int
    role: str
    contact: Contact | None
    items: tuple[LetterItem, ...]

    @property
    def role_words(self) -> str:
        """The addressee's role in words: GP, dermatologist."""
        return role_words(self.role)


def letters(consultation: Consultation, judged: Assessment, names: Mapping[str, str]) -> tuple[Letter, ...]:
    """One letter for each addressee of an open clearance, or of a deferral a doctor may shorten."""
    by_role: dict[str, list[LetterItem]] = {}
    for finding in judged.findings:
        if _asks(finding) and not _answered(finding, consultation):
            where = tuple(names[key] for key in finding.areas if key in names)
            item = LetterItem(finding, where, finding.letter_question)
            by_role.setdefault(_addressee(finding, consultation), []).append(item)
    return tuple(
        Letter(number, role, consultation.contacts.get(role), tuple(items))
        for number, (role, items) in enumerate(by_role.items(), 1)
    )


def _asks(finding: Finding) -> bool:
    return finding.level in ("clearance", "defer") and bool(finding.lifted_by and finding.letter_question)


def _answered(finding: Finding, consultation: Consultation) -> bool:
    places = finding.areas or ("",)
    return all(
        any(
            decision.kind == "clearance" and counts(decision, finding, area, consultation.as_of, prescriber=False)
            for decision in consultation.decisions
        )
        for area in places
    )


def _addressee(finding: Finding, consultation: Consultation) -> str:
    """The first role that can lift it and that the client named; else the first role."""
    return next((role for role in finding.lifted_by if role in consultation.contacts), finding.lifted_by[0])
