"""Areas and concerns as data: sizes from body surface, shares, depth limits, and what belongs where."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError

from consult_app.clinical.areas import Area, body_surface_m2, estimated_cm2, size_cm2
from consult_app.clinical.consultation import AreaConcern, AreaRequest, Client
from consult_app.clinical.course import AreaToPlan, Circumstances
from consult_app.clinical.plannable import planned_concerns, why_not
from consult_app.resources import resource_path
from tests.clinical.knowledge_files import areas, concerns, numbing, planning

# cm2 at a body surface of 1.6, 1.8 and 2.0 m2, then grams at 1.0 and 1.5 g per 10 cm2 for 1.8 m2
SIZES = {
    "face_forehead": (80, 90, 100, 9, 14),
    "face_periorbital": (32, 36, 40, 4, 5),
    "face_nose": (32, 36, 40, 4, 5),
    "face_cheeks": (144, 162, 180, 16, 24),
    "face_perioral": (40, 45, 50, 4, 7),
    "face_chin_jaw": (72, 81, 90, 8, 12),
    "scalp": (560, 630, 700, 63, 94),
    "neck_front": (160, 180, 200, 18, 27),
    "decolletage": (320, 360, 400, 36, 54),
    "abdomen": (800, 900, 1000, 90, 135),
    "flanks": (320, 360, 400, 36, 54),
    "back_upper": (800, 900, 1000, 90, 135),
    "back_mid": (640, 720, 800, 72, 108),
    "back_lower": (640, 720, 800, 72, 108),
    "shoulders": (320, 360, 400, 36, 54),
    "buttocks": (800, 900, 1000, 90, 135),
    "upper_arms": (1280, 1440, 1600, 144, 216),
    "axilla": (96, 108, 120, 11, 16),
    "hands_dorsum": (400, 450, 500, 45, 68),
    "thighs": (3040, 3420, 3800, 342, 513),
    "knees": (240, 270, 300, 27, 40),
}
DEPTHS = {  # low, high, ceiling, fewest passes
    "face_forehead": (0.5, 0.75, 1.0, 3),
    "face_periorbital": (0.25, 0.5, 0.5, 2),
    "face_nose": (0.25, 0.75, 1.0, 2),
    "face_cheeks": (0.5, 1.5, 1.5, 4),
    "face_perioral": (0.5, 1.0, 1.0, 3),
    "face_chin_jaw": (0.5, 1.5, 1.5, 4),
    "neck_front": (0.25, 0.75, 1.0, 3),
    "decolletage": (0.25, 0.75, 1.0, 3),
    "scalp": (0.5, 1.0, 1.5, 3),
    "hands_dorsum": (0.25, 0.75, 1.0, 3),
    "upper_arms": (0.5, 1.0, 1.5, 4),
    "abdomen": (0.75, 1.5, 2.0, 4),
    "flanks": (0.75, 1.5, 1.5, 4),
    "buttocks": (1.0, 2.0, 2.0, 4),
    "thighs": (0.75, 1.5, 1.5, 4),
    "knees": (0.25, 0.75, 1.0, 3),
    "back_upper": (1.0, 1.5, 2.0, 4),
    "back_mid": (1.0, 1.5, 2.0, 4),
    "back_lower": (1.0, 1.5, 2.0, 4),
    "shoulders": (0.75, 1.25, 1.5, 4),
}


def person(surface_m2: float) -> Client:
    """A client 180 cm tall whose body surface is exactly this."""
    return Client(height_cm=180, weight_kg=surface_m2**2 * 20)


@pytest.mark.parametrize(("name", "sizes"), SIZES.items())
def test_sizes_and_grams_follow_body_surface(name: str, sizes: tuple[int, ...]) -> None:
    found = [estimated_cm2(areas()[name], None, person(surface)) for surface in (1.6, 1.8, 2.0)]
    assert found == list(sizes[:3])
    size = found[1]
    assert size is not None
    assert (round(size * 1.0 / 10), round(size * 1.5 / 10)) == sizes[3:]


def test_every_area_has_its_figures() -> None:
    assert set(areas()) == set(SIZES) == {*DEPTHS, "axilla"}


@pytest.mark.parametrize(("name", "figures"), DEPTHS.items())
def test_depths_ceilings_and_passes(name: str, figures: tuple[float, ...]) -> None:
    area = areas()[name]
    assert area.depth_mm is not None
    assert area.passes is not None
    assert (area.depth_mm.low, area.depth_mm.high, area.ceiling_mm, area.passes[0]) == figures
    assert "clinic_default" in {ref.id for ref in area.sources}


def test_the_armpit_is_not_offered_and_has_no_depth() -> None:
    axilla = areas()["axilla"]
    assert not axilla.offered
    assert axilla.depth_mm is None
    assert axilla.ceiling_mm == 0.5


def test_one_side_is_half_and_named_so() -> None:
    shoulders = areas()["shoulders"]
    assert shoulders.share("left") == shoulders.share(None) / 2
    assert (shoulders.name("left"), shoulders.name(None)) == ("Left shoulder", "Shoulders")
    assert (shoulders.plain("left"), shoulders.plain(None)) == ("left shoulder", "shoulders")
    assert areas()["abdomen"].plain(None) == "tummy"


def test_skin_drawn_twice_counts_once() -> None:
    neck = areas()["neck_front"]
    assert len(neck.regions) == 2
    assert neck.share_percent == 1


def test_every_region_is_in_the_artwork() -> None:
    drawn = {name: resource_path("body_map", f"{name}.svg").read_text() for name in ("face", "body_front", "body_back")}
    missing = [r for area in areas().values() for r in area.regions if f'id="{r.region}"' not in drawn[r.file]]
    assert not missing


def test_a_given_size_counts_before_the_estimate_and_no_body_size_means_not_known() -> None:
    request = AreaRequest(id="back_upper", area_cm2=380)
    assert size_cm2(request, areas(), person(1.8)) == 380
    assert size_cm2(AreaRequest(id="back_upper"), areas(), Client(weight_kg=70)) is None
    assert body_surface_m2(64.8, 180) == pytest.approx(1.8)


def test_what_is_not_offered() -> None:
    left_out = {name for name, concern in concerns().items() if not concern.offered}
    assert left_out == {
        "hypertrophic_scar",
        "alopecia_areata",
        "hyperhidrosis",
        "drug_or_vaccine_delivery",
        "active_acne",
    }


def test_concerns_belong_where_the_reference_says() -> None:
    scalp, back, cheeks = areas()["scalp"], areas()["back_upper"], areas()["face_cheeks"]
    for name in ("androgenetic_alopecia", "alopecia_areata"):
        assert concerns()[name].fits(scalp)
        assert not concerns()[name].fits(back)
    assert concerns()["acne_scar_body"].fits(back)
    assert not concerns()["acne_scar_body"].fits(cheeks)
    assert concerns()["pih"].fits(cheeks)


def test_flat_marks_are_planned_as_dark_marks() -> None:
    assert concerns()["acne_scar_grade1_macular"].planned_as == "pih"
    graded = {name for name, concern in concerns().items() if concern.needs_grade}
    assert graded == {"acne_scar_rolling", "acne_scar_boxcar", "acne_scar_icepick", "acne_scar_body"}


def test_no_area_of_the_shipped_table_is_deeper_than_its_ceiling() -> None:
    for area in areas().values():
        assert area.depth_mm is None or area.depth_mm.high <= area.ceiling_mm
        assert area.bone_cap_mm is None or area.bone_cap_mm <= area.ceiling_mm
    assert set(numbing().products) == {
        "lidocaine_prilocaine",
        "lidocaine_4_otc",
        "lidocaine_4_uk",
        "lidocaine_tetracaine",
        "compounded",
    }


# Columns of the reference, each row: bone cap, devices, most passes, sources by number
COLUMNS = {
    "face_forehead": (1.0, ["pen"], 4, "15 112 113 204"),
    "face_periorbital": (None, ["pen"], 3, "15 109 204"),
    "face_nose": (0.75, ["pen"], 4, "13"),
    "face_cheeks": (None, ["pen", "stamp"], 6, "13 14 69 204"),
    "face_perioral": (None, ["pen"], 4, "107 204"),
    "face_chin_jaw": (1.0, ["pen"], 4, "13"),
    "neck_front": (None, ["pen"], 3, "13 74 106"),
    "decolletage": (1.0, ["pen"], 3, "65 74 108"),
    "scalp": (None, ["pen", "stamp"], 4, "95 96 97"),
    "hands_dorsum": (None, ["pen"], 3, "44 65"),
    "upper_arms": (None, ["pen"], 4, "74"),
    "abdomen": (None, ["pen", "stamp"], 6, "16 92"),
    "flanks": (None, ["pen"], 6, "185"),
    "buttocks": (None, ["pen"], 6, "91"),
    "thighs": (None, ["pen"], 6, "74 185"),
    "knees": (1.0, ["pen"], 3, ""),
    "back_upper": (1.0, ["pen"], 6, "1 43 114 185"),
    "back_mid": (1.0, ["pen"], 6, "1 43 114"),
    "back_lower": (1.0, ["pen"], 6, "1 43 114"),
    "shoulders": (1.0, ["pen"], 4, "185"),
}


@pytest.mark.parametrize(("name", "column"), COLUMNS.items())
def test_bone_caps_devices_passes_and_sources(name: str, column: tuple[float | None, list[str], int, str]) -> None:
    area = areas()[name]
    cap, devices, passes, numbers = column
    assert area.passes
    assert (area.bone_cap_mm, list(area.devices), area.passes[1]) == (cap, devices, passes)
    assert {f"ref_{number}" for number in numbers.split()} <= {ref.id for ref in area.sources}
    assert area.spread_in_print
    assert area.cautions
    assert area.us_status


# Each concern: grade, band, sessions, interval, instruments, sources by number
CONCERNS = {
    "acne_scar_rolling": ("B", (1.0, 1.5), (3, 4), (28, 28), "goodman_baron goodman_baron_quantitative"),
    "acne_scar_boxcar": ("B", (1.5, 1.5), (3, 6), (28, 28), "goodman_baron goodman_baron_quantitative"),
    "acne_scar_icepick": ("C", (1.5, 1.5), (3, 6), None, "goodman_baron goodman_baron_quantitative"),
    "acne_scar_grade1_macular": ("D", None, None, None, "goodman_baron"),
    "acne_scar_body": ("C", (1.0, 1.5), (3, 4), (28, 42), "goodman_baron"),
    "pih": ("C", (0.5, 1.0), (1, 4), (42, 42), ""),
    "melasma": ("B", (0.25, 0.5), None, (42, 42), ""),
    "fine_lines_wrinkles": ("B", (0.5, 1.0), (3, 4), (28, 28), "glogau gais"),
    "pores": ("C", (0.5, 1.0), (3, 3), (28, 28), ""),
    "texture_tone": ("B/C", (0.5, 1.0), (3, 3), (28, 28), "gais"),
    "laxity": ("C", (0.5, 1.5), (4, 4), (28, 28), "gais"),
    "stretch_marks": ("A/B", (1.0, 1.5), (1, 5), (28, 42), "gais"),
    "surgical_traumatic_scar": ("B", (1.0, 1.5), (3, 3), (28, 28), "vancouver manchester"),
    "hypertrophic_scar": ("C", None, None, None, "vancouver"),
    "burn_scar": ("C", (1.0, 3.0), None, None, "vancouver"),
    "androgenetic_alopecia": ("A", (0.5, 1.5), None, (14, 28), ""),
    "alopecia_areata": ("C", None, None, None, "salt"),
    "hyperhidrosis": ("C/D", None, None, None, "hdss"),
    "drug_or_vaccine_delivery": ("-", None, None, None, ""),
    "active_acne": ("D", None, None, None, "gags iga"),
}
CITED = {
    "acne_scar_rolling": "69 71 82 83 84 85 86 198",
    "acne_scar_boxcar": "69 70 210",
    "acne_scar_icepick": "199 210",
    "acne_scar_grade1_macular": "168 169",
    "acne_scar_body": "1 2 43 80",
    "pih": "1 2 102 103",
    "melasma": "7 100 101 183 196",
    "fine_lines_wrinkles": "1 3 4 15 105 106 107",
    "pores": "2 3 4 205",
    "texture_tone": "1 3 4 105",
    "laxity": "3 105",
    "stretch_marks": "1 4 19 91 92 93 94 235",
    "surgical_traumatic_scar": "1 16 70 80 87",
    "hypertrophic_scar": "16 88",
    "burn_scar": "4 89 90 209",
    "androgenetic_alopecia": "95 96 97 98",
    "alopecia_areata": "4 97 184",
    "hyperhidrosis": "4 99 103",
    "drug_or_vaccine_delivery": "4 7",
    "active_acne": "2 4 110",
}


@pytest.mark.parametrize(("name", "row"), CONCERNS.items())
def test_every_concern_stands_as_in_the_reference(name: str, row: tuple[object, ...]) -> None:
    concern = concerns()[name]
    band = (concern.depth_mm.low, concern.depth_mm.high) if concern.depth_mm else None
    found = (concern.evidence_grade, band, concern.sessions, concern.interval_days, " ".join(concern.measure_with))
    assert found == row
    assert {f"ref_{number}" for number in CITED[name].split()} <= {ref.id for ref in concern.sources}
    for words in (concern.expect, concern.client_expect, concern.limits, concern.not_promised):
        assert words


def test_no_concern_is_left_out() -> None:
    assert set(concerns()) == set(CONCERNS) == set(CITED)


def test_the_trap_of_overclaiming_is_kept_from_clients() -> None:
    """No sheet says highly effective, significant, long-lasting or that redness shows the treatment works."""
    for concern in concerns().values():
        told = concern.client_expect.lower()
        assert not any(claim in told for claim in ("effective", "significant", "lasting", "permanent", "will go"))
        if concern.offered and not concern.planned_as:
            assert any(hedge in told for hedge in ("may", "only", "little")), concern.id


def test_the_trap_of_needling_alone_for_acne_scars_is_told_with_both_sides() -> None:
    rolling = concerns()["acne_scar_rolling"]
    assert "likely but not certain" in rolling.not_promised
    assert "no significant change from needling alone" in rolling.limits
    assert {ref.id for ref in rolling.sources if ref.stance == "disputes"} == {"ref_86"}


def test_the_trap_of_a_large_back_is_not_promised() -> None:
    assert "large field" in concerns()["acne_scar_body"].not_promised


def test_the_trap_of_early_scars_leaves_the_choice_to_a_surgeon() -> None:
    assert "scars under 6 months" in concerns()["surgical_traumatic_scar"].limits


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"depth_mm": {"low": 1.0, "high": 0.5}}, "a depth range runs from low to high"),
        ({"depth_mm": None}, "an area that is offered needs a depth range and passes"),
        ({"passes": None}, "an area that is offered needs a depth range and passes"),
        ({"share_percent": 0.6}, "the shares of the regions do not add up to the area's"),
    ],
)
def test_an_area_that_cannot_be_is_refused(wrong: dict[str, object], reason: str) -> None:
    stated = areas()["face_forehead"].model_dump() | wrong
    with pytest.raises(ValidationError, match=reason):
        Area.model_validate(stated)


def test_the_concerns_an_area_is_planned_by() -> None:
    named = [
        AreaConcern(id="acne_scar_grade1_macular"),
        AreaConcern(id="acne_scar_rolling", grade=1),
        AreaConcern(id="acne_scar_boxcar", grade=3),
        AreaConcern(id="hypertrophic_scar"),
    ]
    request = AreaRequest(id="face_cheeks", concerns=tuple(named))
    assert [each.id for each in planned_concerns(request, concerns(), planning())] == ["pih", "acne_scar_boxcar"]


def test_an_area_whose_reasons_are_all_not_offered_stands_outside_the_plan() -> None:
    request = AreaRequest(id="face_cheeks", concerns=(AreaConcern(id="hypertrophic_scar"),))
    asked = AreaToPlan(request, areas()["face_cheeks"], area_cm2=90, estimated=False, may_plan=True)
    case = Circumstances(as_of=date(2026, 11, 20))
    reason = "None of the reasons named for this area is offered."
    assert why_not(asked, case, planning(), concerns()) == reason
    leading = replace(asked, refer="Refer to a doctor: that.")
    assert why_not(leading, case, planning(), concerns()) == f"{reason} Refer to a doctor: that."
    barred = replace(asked, may_plan=False)
    assert why_not(barred, case, planning(), concerns()) == "Not cleared for treatment."
