"""Whom a consultation sends its client to, as the ledger keeps it: its referrals, and what its letters ask."""

from collections.abc import Iterator

from consult_app.clinical.letters import Letter
from consult_app.clinical.roles import any_of
from consult_app.clinical.summary import Summary
from consult_app.records.ledger import ReferralNote

_PLAN, _LETTER = "treatment_plan", "clearance_letter"


def referral_notes(summary: Summary) -> tuple[ReferralNote, ...]:
    """One note for each subject the client is referred for."""
    return tuple(
        ReferralNote(to=any_of(each.refer.to), subject=each.subject, reason=each.refer.reason, date=summary.as_of)
        for each in summary.referrals
    )


def notes_of_paper(summary: Summary, name: str) -> tuple[ReferralNote, ...]:
    """Whom a paper that goes out sends the client to: the plan names the referrals, a letter asks its addressee."""
    if name == _PLAN:
        return referral_notes(summary)
    letters = (each for each in summary.letters if name == _paper(each))
    return tuple(note for letter in letters for note in _asked(letter, summary))


def _paper(letter: Letter) -> str:
    """The first letter goes without its number."""
    return _LETTER if letter.number == 1 else f"{_LETTER}_{letter.number}"


def _asked(letter: Letter, summary: Summary) -> Iterator[ReferralNote]:
    for item in letter.items:
        yield ReferralNote(to=letter.role_words, subject=item.finding.label, reason=item.question, date=summary.as_of)
