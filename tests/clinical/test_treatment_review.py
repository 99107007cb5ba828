"""A treatment record is told what it lacks and where it went beyond the plan or a limit."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.treatment_day import treatment_day
from consult_app.clinical.treatment_record import NumbingGiven, TreatmentRecord
from consult_app.clinical.treatment_review import Review, review
from tests.records.sessions import NUMBED, TODAY, full, ready

AREA = {"key": "back_upper", "depth_mm": 0.75, "passes": 2, "end_point": "even redness", "stopped_early": "no"}


def looked_at(catalogue: Catalogue, record: TreatmentRecord, value: Consultation | None = None) -> Review:
    consultation = value or ready()
    return review(record, treatment_day(consultation, catalogue, TODAY), consultation, catalogue, consent=None)


def missing(catalogue: Catalogue, **parts: Any) -> dict[str, str]:
    return {remark.place: remark.text for remark in looked_at(catalogue, full(**parts)).missing}


def outside(catalogue: Catalogue, **parts: Any) -> dict[str, str]:
    return {remark.place: remark.text for remark in looked_at(catalogue, full(**parts)).outside}


def area(**parts: Any) -> dict[str, Any]:
    return {"areas": [AREA | parts]}


def numbing(**parts: Any) -> dict[str, Any]:
    return {"numbing": NUMBED | parts}


def test_a_full_record_within_the_plan_may_be_signed(catalogue: Catalogue) -> None:
    for record in (full(), full(numbing=NUMBED)):
        looked = looked_at(catalogue, record)
        assert (looked.remarks, looked.may_sign, looked.record) == ((), True, record)


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"arrival": {"field_seen": "yes", "consent": "yes"}}, "arrival.asked_again"),
        ({"arrival": {"asked_again": "yes", "field_seen": "no", "consent": "yes"}}, "arrival.field_seen"),
        ({"arrival": {"asked_again": "yes", "field_seen": "yes"}}, "arrival.consent"),
        ({"device": None}, "device"),
        ({"cartridge_lot": ""}, "cartridge_lot"),
        ({"cartridge_expires": None}, "cartridge_expires"),
        ({"areas": []}, "areas"),
        (area(depth_mm=None), "areas.back_upper.depth_mm"),
        (area(passes=None), "areas.back_upper.passes"),
        (area(end_point=""), "areas.back_upper.end_point"),
        (area(stopped_early=None), "areas.back_upper.stopped_early"),
        (area(stopped_early="yes"), "areas.back_upper.stopped_because"),
        ({"pain": {"before": 0, "during": 3}}, "pain.after"),
        ({"no_reaction": None}, "reactions"),
        ({"reactions": ["faint"]}, "reactions"),
        ({"photographs": None}, "photographs"),
        ({"aftercare_sheet": None}, "aftercare_sheet"),
        ({"next_date": "2026-11-20"}, "next_date"),
        ({"products": [{"label": " "}]}, "products.0.label"),
        ({"numbed": None}, "numbed"),
        (numbing(lot=""), "numbing.lot"),
        (numbing(product=None), "numbing.product"),
        (numbing(off=None), "numbing.off"),
        (numbing(removed="no"), "numbing.removed"),
    ],
)
def test_what_is_missing_blocks_signing_and_is_named(parts: dict[str, Any], place: str, catalogue: Catalogue) -> None:
    looked = looked_at(catalogue, full(**parts))
    assert [remark.place for remark in looked.missing] == [place]
    assert not looked.may_sign


@pytest.mark.parametrize(
    ("parts", "place", "said"),
    [
        ({"cartridge_expires": "2026-10-31"}, "cartridge_expires", "expired on 31 Oct 2026"),
        ({"products": [{"label": "Gel", "expires": "2026-11-19"}]}, "products.0.expires", "Gel expired"),
        (numbing(expires="2026-11-19"), "numbing.expires", "expired on 19 Nov 2026"),
        (numbing(grams=400), "numbing.grams", "400 g is over"),
        (numbing(area_cm2=4000), "numbing.area_cm2", "4000 cm² is over"),
        (numbing(on="08:00", off="17:00"), "numbing.off", "540 min is over"),
        (area(depth_mm=3.0), "areas.back_upper.depth_mm", "over the limit"),
        (area(passes=12), "areas.back_upper.passes", "12 passes"),
        ({"areas": [AREA, {**AREA, "key": "abdomen"}]}, "areas.abdomen", "not among the areas open today"),
    ],
)
def test_what_goes_beyond_is_named_and_may_be_signed_with_a_reason(
    parts: dict[str, Any], place: str, said: str, catalogue: Catalogue
) -> None:
    found = outside(catalogue, **parts)
    assert said in found[place]
    assert missing(catalogue, **parts) == {"outside_because": "Say why it went beyond the plan or a limit."}
    assert looked_at(catalogue, full(**parts, outside_because="Agreed with the doctor on site")).may_sign


def test_a_depth_over_the_band_of_the_day_is_named(catalogue: Catalogue) -> None:
    supervised = ready(practitioner={"role": "doctor", "prescriber": "yes", "medical_supervision": "yes"})
    limits = treatment_day(supervised, catalogue, TODAY).limits("back_upper")
    assert limits is not None
    assert limits.high_mm < limits.ceiling_mm
    between = full(**area(depth_mm=(limits.high_mm + limits.ceiling_mm) / 2))
    (remark,) = looked_at(catalogue, between, supervised).outside
    assert (remark.place, "over the band of today" in remark.text) == ("areas.back_upper.depth_mm", True)


def test_a_reaction_and_its_absence_are_either_of_them_enough(catalogue: Catalogue) -> None:
    for parts in ({"reactions": ["faint"]}, {"reaction_note": "Two small welts"}):
        assert looked_at(catalogue, full(no_reaction=None, **parts)).may_sign


def test_a_product_that_the_rules_bar_for_this_client_is_named(catalogue: Catalogue) -> None:
    allergic = ready(answers={"allergy_local_anaesthetic": {"answer": "yes", "product": "amide"}})
    looked = looked_at(catalogue, full(numbing=NUMBED), allergic)
    assert "numbing.product" in {remark.place for remark in looked.outside}


def test_a_product_nobody_knows_has_no_limits_to_go_by(catalogue: Catalogue) -> None:
    assert outside(catalogue, **numbing(product="something_else", grams=400)) == {}


@given(on=st.integers(0, 1439), minutes=st.integers(0, 1439))
def test_the_time_on_the_skin_is_counted_past_midnight(on: int, minutes: int) -> None:
    def clock(minute: int) -> str:
        return f"{minute // 60 % 24:02d}:{minute % 60:02d}"

    assert NumbingGiven(on=clock(on), off=clock(on + minutes)).minutes == minutes
    assert NumbingGiven(on=clock(on)).minutes is None


@pytest.mark.parametrize(
    "parts", [{"pain": {"before": 11}}, {"areas": [AREA | {"depth_mm": 9}]}, {"numbing": {"on": "25:00"}}]
)
def test_what_cannot_be_is_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        full(**parts)


def test_an_area_is_found_by_its_key() -> None:
    assert full().area("back_upper") is not None
    assert full().area("abdomen") is None


def test_a_cream_that_was_planned_and_not_used_lacks_nothing(catalogue: Catalogue) -> None:
    record = full(numbed="no", numbing={"product": "lidocaine_prilocaine"})
    assert record.numbed_with is None
    assert looked_at(catalogue, record).may_sign
    assert full(numbed="yes").numbed_with == NumbingGiven()


@pytest.mark.parametrize(
    ("parts", "place", "said"),
    [
        ({"pain": {"during": 3, "after": 1}}, "pain.before", "Pain before is missing."),
        ({"pain": {"before": 3, "after": 1}}, "pain.during", "Pain during is missing."),
        ({"pain": {"before": 3, "during": 1}}, "pain.after", "Pain after is missing."),
        ({"reaction_note": "Two small welts"}, "reactions", "A reaction is recorded, and that there was none."),
    ],
)
def test_pain_is_asked_three_times_and_a_reaction_contradicts_none(
    parts: dict[str, Any], place: str, said: str, catalogue: Catalogue
) -> None:
    ((found, text),) = missing(catalogue, **parts).items()
    assert (found, text.startswith(said)) == (place, True)


@pytest.mark.parametrize(
    "parts",
    [
        {"cartridge_expires": "2026-11-20"},
        {"products": [{"label": "Gel", "expires": "2026-11-20"}]},
        numbing(expires="2026-11-20", grams=60, area_cm2=600),
        numbing(on="09:00", off="14:00"),
        numbing(on="10:00", off="10:00"),
        area(passes=4),
        area(stopped_early="yes", stopped_because="She felt faint"),
        {"next_date": "2026-12-18"},
    ],
)
def test_what_just_keeps_to_a_limit_is_not_remarked_on(parts: dict[str, Any], catalogue: Catalogue) -> None:
    assert looked_at(catalogue, full(**parts)).remarks == ()


def test_a_depth_at_the_end_of_the_band_and_at_the_limit_does_not_go_beyond_it(catalogue: Catalogue) -> None:
    supervised = ready(practitioner={"role": "doctor", "prescriber": "yes", "medical_supervision": "yes"})
    limits = treatment_day(supervised, catalogue, TODAY).limits("back_upper")
    assert limits is not None
    assert looked_at(catalogue, full(**area(depth_mm=limits.high_mm)), supervised).remarks == ()
    (remark,) = looked_at(catalogue, full(**area(depth_mm=limits.ceiling_mm)), supervised).outside
    assert remark.text.startswith(f"Upper back: {limits.ceiling_mm:g} mm is over the band of today")


def test_a_figure_over_its_limit_is_told_once(catalogue: Catalogue) -> None:
    assert set(outside(catalogue, **numbing(grams=400))) == {"numbing.grams"}
    assert set(outside(catalogue, **numbing(on="08:00", off="17:00"))) == {"numbing.off"}


def test_a_cream_that_is_never_used_is_named_though_it_has_no_figures(catalogue: Catalogue) -> None:
    assert outside(catalogue, **numbing(product="compounded", grams=2))["numbing.product"].startswith("Compounded")


def test_a_cream_that_asks_for_a_letter_is_named(catalogue: Catalogue) -> None:
    rhythm = ready(answers={"antiarrhythmic": "yes"})
    looked = looked_at(catalogue, full(numbing=NUMBED), rhythm)
    assert [remark.place for remark in looked.outside] == ["numbing.product"]


def test_a_product_without_a_name_that_has_expired_is_still_told(catalogue: Catalogue) -> None:
    found = outside(catalogue, products=[{"label": "", "expires": "2026-11-19"}])
    assert found == {"products.0.expires": "A product expired on 19 Nov 2026."}


def test_without_the_time_on_there_are_no_minutes() -> None:
    assert NumbingGiven(off="11:00").minutes is None
