"""What goes out of a consultation: how, whom it refers the client to, and what the trail says of the verdict."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Client
from consult_app.clinical.summary import Summary, summarise
from consult_app.clinical.verdict_record import verdict_record
from consult_app.records.ledger import ReferralNote
from consult_app.records.papers import PaperOut
from consult_app.records.referring import notes_of_paper, referral_notes
from consult_app.records.signing import SignedContent, freeze
from consult_app.records.store import Records
from consult_app.records.values import Header, Progress
from tests.clinical.cases import RECENT, case
from tests.records.sessions import TODAY, opened, ready

AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
ACNE = {"areas": [{"id": "back_upper", "area_cm2": 90, "concerns": [{"id": "active_acne"}]}]}
NOTE = ReferralNote(to="GP", subject="Eczema", reason="Asked to look", date=TODAY)
Finish = Callable[[Records, int, int], Header]


def seen(catalogue: Catalogue, **parts: Any) -> Summary:
    return summarise(case(**parts), catalogue)


def trail(records: Records, number: int) -> list[tuple[str, str]]:
    return [(event.kind, event.detail) for event in records.events(f"consultation {number}")]


def referred(records: Records, number: int) -> list[ReferralNote]:
    entries = [line.entry for line in reversed(records.ledger.of_consultation(number))]
    return [entry for entry in entries if isinstance(entry, ReferralNote)]


def test_a_paper_that_goes_out_is_kept_and_the_trail_says_how(records: Records) -> None:
    number = opened(records, ready()).id
    printed = PaperOut("aftercare", b"%PDF-Marisol", AT, "printed")
    kept = records.papers.hand_out(number, printed)
    assert records.papers.hand_out(number, replace(printed, act="exported")) == kept
    assert records.document_content(kept.id) == b"%PDF-Marisol"
    assert trail(records, number)[1:] == [
        ("document_made", "document 1 aftercare"),
        ("printed", "document 1 aftercare"),
        ("document_made_again", "document 1 aftercare"),
        ("exported", "document 1 aftercare"),
    ]
    assert "Marisol" not in str(records.events())


def test_the_plan_names_every_referral_and_other_papers_none(catalogue: Catalogue) -> None:
    found = seen(catalogue, **ACNE)
    (note,) = notes_of_paper(found, "treatment_plan")
    assert (note.to, note.subject, note.date) == ("GP or dermatologist", "Active acne", found.as_of)
    assert note.reason
    assert notes_of_paper(found, "aftercare") == ()


def test_a_letter_asks_its_own_addressee(catalogue: Catalogue) -> None:
    found = seen(catalogue, answers=RECENT)
    (letter,) = found.letters
    notes = notes_of_paper(found, "clearance_letter")
    assert [(note.to, note.subject, note.reason) for note in notes] == [
        (letter.role_words, item.finding.label, item.question) for item in letter.items
    ]
    second = replace(found, letters=(letter, replace(letter, number=2, role="gp")))
    assert {note.to for note in notes_of_paper(second, "clearance_letter_2")} == {"GP"}
    assert notes_of_paper(found, "clearance_letter_2") == ()


def test_a_referral_enters_the_ledger_once(records: Records, finish: Finish) -> None:
    number = opened(records, ready()).id
    paper = PaperOut("clearance_letter", b"%PDF", AT, "printed", (NOTE, NOTE))
    records.papers.hand_out(number, paper)
    records.papers.hand_out(number, replace(paper, act="exported"))
    assert referred(records, number) == [NOTE]
    finish(records, number, 1)
    correction = records.signing.revise(number, "A typing error")
    later = records.signing.revise(finish(records, correction.id, 1).id, "Another one")
    other = NOTE.model_copy(update={"to": "dermatologist"})
    records.ledger.refer(later.id, (NOTE, other))
    assert [referred(records, each) for each in (number, correction.id, later.id)] == [[NOTE], [], [other]]
    assert [line.entry for line in records.ledger.of_client("C-0001")] == [other, NOTE]


def test_what_is_signed_enters_its_referrals(records: Records, catalogue: Catalogue) -> None:
    stored = opened(records, ready(**ACNE))
    judged = assess(stored.consultation, catalogue)
    summary = summarise(stored.consultation, catalogue, judged)
    records.papers.hand_out(
        stored.id, PaperOut("treatment_plan", b"%PDF", AT, "printed", notes_of_paper(summary, "treatment_plan"))
    )
    content = freeze(summary, verdict_record(stored.consultation, catalogue, judged))
    assert content.referrals == referral_notes(summary) != ()
    records.signing.sign_consultation(stored.id, 1, content, (), Ed25519PrivateKey.generate())
    assert tuple(referred(records, stored.id)) == content.referrals
    assert [kind for kind, _ in trail(records, stored.id)].count("referral_recorded") == 1
    assert records.trail.verify().ok


def test_signed_without_a_paper_the_referrals_enter_too(records: Records) -> None:
    number = opened(records, ready()).id
    records.signing.sign_consultation(number, 1, SignedContent("{}", "{}", (NOTE,)), (), Ed25519PrivateKey.generate())
    assert referred(records, number) == [NOTE]


def test_the_trail_says_when_a_save_changes_the_verdict(records: Records) -> None:
    value = ready().model_copy(update={"client": Client(name="Ines Duarte")})
    draft = records.start_consultation(None, value, Progress("client"))
    for revision, outcome in enumerate(("incomplete", "treat", "treat", "do_not_treat"), draft.revision):
        records.save(draft.id, value, revision, Progress("safety", outcome=outcome))
    told = [detail for kind, detail in trail(records, draft.id) if kind == "verdict_changed"]
    assert told == ["incomplete to treat", "treat to do_not_treat"]


def test_a_consultation_that_begins_judged_says_so(records: Records) -> None:
    draft = records.start_consultation(None, ready(), Progress("safety", outcome="defer"))
    assert trail(records, draft.id) == [("consultation_started", ""), ("verdict_changed", "incomplete to defer")]
