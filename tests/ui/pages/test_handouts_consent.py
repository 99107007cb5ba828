"""How the consent is listed among the handouts, and on the client's record: a word, why, and what can be done."""

import datetime as dt

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consent import scope_of
from consult_app.clinical.consent_standing import KnownConsent
from consult_app.clinical.summary import Summary, summarise
from consult_app.records.consent_values import ConsentEntry, StoredConsent
from consult_app.ui.consultation.consent_words import consent_rows
from consult_app.ui.pages.handouts_consent import ConsentShown, consent_card
from consult_app.ui.pages.handouts_list import Hold, handouts
from tests.records.consents import drawn, on_paper
from tests.records.sessions import ready

TODAY, EARLIER = dt.date(2026, 11, 20), dt.date(2026, 9, 1)
AT = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def summary(catalogue: Catalogue) -> Summary:
    return summarise(ready(), catalogue)


def shown(*known: KnownConsent) -> ConsentShown:
    return ConsentShown(known, b"%PDF as signed")


@pytest.mark.parametrize(
    ("day", "later", "expected"),
    [
        (TODAY, {}, ("signed", "Signed", "")),
        (EARLIER, {}, ("sign", "Confirm", "confirm")),
        (EARLIER, {"confirmed": (TODAY,)}, ("signed", "Confirmed", "")),
        (EARLIER, {"withdrawn": TODAY}, ("sign", "Sign", "sign")),
    ],
)
def test_each_standing_has_its_state_and_its_way_on(
    summary: Summary, day: dt.date, later: dict[str, object], expected: tuple[str, str, str]
) -> None:
    known = KnownConsent(3, day, scope_of(summary), **later)  # type: ignore[arg-type]
    held = shown(known)
    card = consent_card(summary, held.standing(summary), "")
    assert (card.state, card.words, card.act) == expected
    assert card.withdrawable == (None if "withdrawn" in later else 3)
    assert (held.signed(summary) is None) == ("withdrawn" in later)


def test_nothing_can_be_signed_before_the_records_were_read(summary: Summary) -> None:
    card = consent_card(summary, None, "")
    assert (card.state, card.act, card.withdrawable) == ("ready", "", None)


def test_what_is_held_back_stays_locked_and_a_signed_one_is_still_shown(summary: Summary) -> None:
    hold = Hold("Check again.", only_consent=True)
    missing, given = ConsentShown(), shown(KnownConsent(1, TODAY, scope_of(summary)))
    locked = {each.id: each for each in handouts(summary, hold, missing.standing(summary))}["consent"]
    signed = {each.id: each for each in handouts(summary, hold, given.standing(summary))}["consent"]
    assert (locked.state, locked.why, locked.may_go_out) == ("locked", "Check again.", False)
    assert (signed.state, signed.may_go_out) == ("signed", True)


def test_the_record_tells_how_a_consent_was_given_confirmed_and_taken_back() -> None:
    confirmed = ConsentEntry(2, 8, "confirmed", dt.date(2027, 1, 5), "", AT, 1)
    ended = ConsentEntry(3, 7, "withdrawn", dt.date(2027, 2, 1), "Had enough.", AT, 2)
    kept = StoredConsent(1, 7, drawn(), 4, "0" * 64, AT, 1, (confirmed, ended))
    paper = StoredConsent(5, 9, on_paper(), 6, "0" * 64, AT, 1)
    first, second = consent_rows((kept, paper), {1: "Dana Okafor", 2: "Jo Brennan"})
    assert (first.key, first.name, first.lead, first.line) == ("7", "Consent withdrawn", "1 Feb 2027", "By Jo Brennan")
    assert first.matter == (
        "Upper back. Signed on the screen, 20 Nov 2026. Confirmed 5 Jan 2027. Withdrawn: Had enough."
    )
    assert (second.name, second.matter) == ("Consent signed", "Upper back. Signed on paper, 20 Nov 2026.")
