"""How a draft stands: what is said, what is held back, for every day, rule and clock."""

import datetime as dt
from dataclasses import replace

import pytest

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.verdict_record import VerdictRecord, verdict_record
from consult_app.records.values import Header, Progress, StoredConsultation
from consult_app.ui.consultation.standing import BRING, CHECK, CLOSE, KEEP, ByRules, Standing, Told, by_rules, view_of
from consult_app.ui.pages.handouts_list import NO_HOLD

BEGUN, TODAY = dt.date(2026, 11, 13), dt.date(2026, 11, 20)
CASE = Consultation.model_validate(
    {
        "format": 1,
        "as_of": "2026-11-13",
        "areas": [{"id": "back_upper", "area_cm2": 90, "concerns": [{"id": "acne_scar_body", "grade": 3}]}],
        "remaining_answers": "no",
    }
)
OTHER = "0" * 64


def judged(case: Consultation, catalogue: Catalogue) -> VerdictRecord:
    return verdict_record(case, catalogue, assess(case, catalogue))


def stored(verdict: VerdictRecord | None, digest: str) -> StoredConsultation:
    noon = dt.datetime(2026, 11, 13, 12, tzinfo=dt.UTC)
    progress = Progress("client", protocol_digest=digest, verdict=verdict)
    return StoredConsultation(Header(1, None, None, None, 1, "draft", BEGUN, progress, 1, noon, noon), CASE, verdict)


def said(standing: Standing, catalogue: Catalogue) -> tuple[str, tuple[str, ...]]:
    """Everything a notice says, and its choices."""
    view = view_of(standing, catalogue.protocol)
    assert view is not None
    return " ".join((view.title, view.line, *view.items)), tuple(key for key, _ in view.choices)


def test_a_draft_of_today_says_nothing_and_holds_nothing(catalogue: Catalogue) -> None:
    standing = Standing(TODAY, TODAY)
    assert view_of(standing, catalogue.protocol) is None
    assert standing.hold == NO_HOLD


def test_a_draft_of_an_earlier_day_holds_every_paper_until_somebody_chose(catalogue: Catalogue) -> None:
    standing = Standing(BEGUN, TODAY)
    words, choices = said(standing, catalogue)
    assert "This consultation was begun on 13 Nov 2026. Its dates are judged as of that day." in words
    assert choices == (BRING, KEEP)
    assert all(standing.hold.on(name) for name in ("consent", "aftercare", "treatment_plan"))
    kept = replace(standing, kept=BEGUN)
    assert kept.hold == NO_HOLD
    assert said(kept, catalogue) == ("All dates here are judged as of 13 Nov 2026, not today. ", (BRING,))
    assert replace(standing, kept=dt.date(2026, 11, 12)).hold == standing.hold


def test_a_clock_before_the_day_is_said_and_refuses_nothing(catalogue: Catalogue) -> None:
    standing = Standing(TODAY, BEGUN)
    words, choices = said(standing, catalogue)
    assert "clock says 13 Nov 2026" in words
    assert "20 Nov 2026" in words
    assert choices == ()
    assert standing.hold == NO_HOLD


def test_other_rules_hold_the_consent_alone(catalogue: Catalogue) -> None:
    standing = Standing(TODAY, TODAY, by_rules=ByRules("What differs by them:", ("Overall: was A, is now B",)))
    words, choices = said(standing, catalogue)
    assert "rules have changed" in words
    assert "Overall: was A, is now B" in words
    assert choices == (CHECK,)
    assert "Check again" in standing.hold.on("consent")
    assert standing.hold.on("aftercare") == ""
    behind, _ = said(replace(standing, today=BEGUN), catalogue)
    assert "clock says 13 Nov 2026" in behind


def test_another_day_and_other_rules_are_one_notice(catalogue: Catalogue) -> None:
    standing = Standing(BEGUN, TODAY, by_rules=ByRules("What differs by them:", ("Overall: was A, is now B",)))
    words, choices = said(standing, catalogue)
    assert "begun on 13 Nov 2026" in words
    assert "rules have changed as well" in words
    assert "Overall: was A, is now B" in words
    assert choices == (BRING, KEEP)
    assert standing.hold.on("aftercare")


@pytest.mark.parametrize(
    ("lines", "words"), [(("Overall: was A, is now B",), "What changed:"), ((), "The verdict is the same.")]
)
def test_what_changed_by_bringing_it_to_today_is_told(lines: tuple[str, ...], words: str, catalogue: Catalogue) -> None:
    told, choices = said(Standing(TODAY, TODAY, told=Told(BEGUN, lines)), catalogue)
    assert f"Now judged as of today, 20 Nov 2026. {words}" in told
    assert "Ask again what may have changed since 13 Nov 2026." in told
    assert told.endswith(lines[-1] if lines else "13 Nov 2026.")
    assert choices == (CLOSE,)


def test_a_draft_checked_by_the_present_rules_or_never_judged_needs_no_check(catalogue: Catalogue) -> None:
    now = judged(CASE, catalogue)
    assert by_rules(stored(now, catalogue.digest), now, catalogue) is None
    assert by_rules(stored(None, ""), now, catalogue) is None


def test_what_other_rules_make_different_is_listed(catalogue: Catalogue) -> None:
    now = judged(CASE, catalogue)
    before = now.model_copy(update={"outcome": "treat", "protocol": now.protocol.model_copy(update={"digest": OTHER})})
    found = by_rules(stored(before, OTHER), now, catalogue)
    assert found is not None
    assert len(found.lines) == 1
    assert found.lines[0].startswith("Overall: was Can treat, is now ")


def test_other_rules_that_change_nothing_still_ask_for_a_check(catalogue: Catalogue) -> None:
    now = judged(CASE, catalogue)
    assert by_rules(stored(now, OTHER), now, catalogue) == ByRules("The verdict is the same.")
    without = by_rules(stored(None, OTHER), now, catalogue)
    assert without is not None
    assert "no earlier verdict was kept" in without.words
    assert by_rules(stored(now, OTHER), None, catalogue) == without


def test_the_clinics_own_file_counts_where_it_changes_the_verdict(catalogue: Catalogue) -> None:
    now = judged(CASE, catalogue)
    before = now.model_copy(update={"protocol": now.protocol.model_copy(update={"clinic_digest": OTHER})})
    assert by_rules(stored(before, catalogue.digest), now, catalogue) is None
    changed = by_rules(stored(before.model_copy(update={"outcome": "treat"}), catalogue.digest), now, catalogue)
    assert changed is not None
    assert changed.lines
