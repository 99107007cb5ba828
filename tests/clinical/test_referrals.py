"""Referrals: what is not offered leads to somebody, with the reason, and never to a plan."""

from typing import Any

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.refer import Refer
from consult_app.clinical.summary import Summary, summarise
from consult_app.knowledge.loader import catalogue_or_error
from tests.clinical.cases import case


def summary(catalogue: Catalogue, *concerns: Any, area: str = "back_upper", **parts: Any) -> Summary:
    named = [{"id": each} if isinstance(each, str) else each for each in concerns]
    return summarise(case(**{"areas": [{"id": area, "area_cm2": 90, "concerns": named}]} | parts), catalogue)


@pytest.mark.parametrize(
    ("concern", "area", "to"),
    [
        ("hypertrophic_scar", "back_upper", "a doctor"),
        ("alopecia_areata", "scalp", "a dermatologist"),
        ("hyperhidrosis", "hands_dorsum", "a doctor"),
        ("drug_or_vaccine_delivery", "face_cheeks", "a doctor"),
        ("active_acne", "back_upper", "a GP or dermatologist"),
    ],
)
def test_a_concern_that_is_not_offered_leads_to_a_referral_and_to_no_plan(
    catalogue: Catalogue, concern: str, area: str, to: str
) -> None:
    found = summary(catalogue, concern, area=area)
    (referral,) = found.referrals
    assert (referral.subject, referral.refer.to_words) == (catalogue.concerns[concern].label, to)
    assert referral.sources
    assert not found.plan.visits
    why = found.plan.not_planned[area]
    assert why.endswith(referral.refer.words)
    assert ".." not in why
    assert found.area(area).line.outcome == "do_not_treat"


def test_every_concern_and_area_not_offered_says_where_it_leads(catalogue: Catalogue) -> None:
    assert all(concern.refer for concern in catalogue.concerns.values() if not concern.offered)
    assert all(area.refer for area in catalogue.areas.values() if not area.offered)


def test_beside_another_concern_it_is_left_out_and_still_referred(catalogue: Catalogue) -> None:
    own = {"hypertrophic_history": {"answer": "yes", "kind": "own"}}
    found = summary(catalogue, "hypertrophic_scar", "texture_tone", area="abdomen", answers=own)
    assert [each.subject for each in found.referrals] == ["Raised scar"]
    assert [area.concerns for area in found.plan.areas] == [("texture_tone",)]


def test_ice_pick_scars_are_planned_with_a_referral_beside(catalogue: Catalogue) -> None:
    found = summary(catalogue, {"id": "acne_scar_icepick", "grade": 3}, area="face_cheeks")
    (referral,) = found.referrals
    assert referral.refer.beside
    assert "punch excision or TCA CROSS" in referral.words
    assert found.plan.visits
    barred = summary(
        catalogue,
        {"id": "acne_scar_icepick", "grade": 3},
        area="face_cheeks",
        answers={"pregnancy": {"answer": "yes"}},
    )
    assert "TCA CROSS" not in barred.plan.not_planned["face_cheeks"]


@pytest.mark.parametrize(
    ("burn", "referred"),
    [
        ({"age_months": 12, "flat": "yes", "grafted": "no", "size_cm2": 4}, False),
        ({"age_months": 11, "flat": "yes", "grafted": "no", "size_cm2": 4}, True),
        ({"age_months": 40, "flat": "yes", "grafted": "yes", "size_cm2": 4}, True),
    ],
)
def test_a_burn_scar_is_referred_only_while_it_is_barred(
    catalogue: Catalogue, burn: dict[str, Any], referred: bool
) -> None:
    found = summary(catalogue, {"id": "burn_scar", **burn})
    assert bool(found.referrals) == referred
    assert not referred or "burns team" in found.referrals[0].words


def test_the_armpit_is_referred_unless_the_clinic_offers_it(catalogue: Catalogue) -> None:
    asked = {"area": "axilla"}
    assert summary(catalogue, **asked).referrals[0].words.startswith("Armpits. Refer to a doctor: nothing supports")
    offering = catalogue_or_error("{format: 1, areas_offered: [axilla]}")
    found = summary(offering, **asked)
    assert not found.referrals
    assert found.plan.not_planned == {"axilla": "No depth range is published for this area."}


def test_a_radiofrequency_device_is_referred_once_for_all_areas(catalogue: Catalogue) -> None:
    areas = [{"id": "face_cheeks", "area_cm2": 90}, {"id": "face_nose", "area_cm2": 30}]
    found = summary(catalogue, areas=areas, device={"kind": "rf"})
    (referral,) = found.referrals
    assert referral.words.startswith("Radiofrequency needling, cheeks, nose. Refer to a doctor:")
    assert referral.areas == ("face_cheeks", "face_nose")
    assert not found.plan.visits
    assert found.plan.not_planned["face_nose"].endswith(referral.refer.words)


def test_what_is_treated_here_leads_nowhere(catalogue: Catalogue) -> None:
    assert not summary(catalogue, "texture_tone").referrals


def test_a_role_is_read_with_its_article() -> None:
    words = [Refer(to=(role,), reason="that.", client="That.").to_words for role in ("allergist", "gp", "burns_team")]
    assert words == ["an allergist", "a GP", "a burns team"]
