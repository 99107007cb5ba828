"""The scales that ship, each against the tables of the clinical reference."""

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.instruments import Instrument
from consult_app.clinical.scoring import Score, score, scores
from consult_app.clinical.skin_scales import unknown_names
from consult_app.knowledge.loader import catalogue_or_error


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_or_error()


ALL = {
    "fitzpatrick_a", "goodman_baron", "goodman_baron_quantitative", "glogau", "gais", "vancouver", "manchester",
    "gags", "iga", "pain", "hdss", "salt",
}  # fmt: skip
PER_AREA = {"goodman_baron", "goodman_baron_quantitative", "gais", "vancouver", "manchester"}


def total(scale: Instrument, *points: int) -> Score:
    answers = dict(zip([item.id for item in scale.scored_items], points, strict=True))
    result = score(scale, answers)
    assert isinstance(result, Score)
    return result


def label(found: Score) -> str:
    return found.band.label if found.band else ""


def test_every_scale_of_the_reference_is_there_and_names_what_exists(catalogue: Catalogue) -> None:
    assert set(catalogue.instruments) == ALL
    assert {name for name, scale in catalogue.instruments.items() if scale.per_area} == PER_AREA
    for scale in catalogue.instruments.values():
        assert list(unknown_names(scale, catalogue)) == []
        assert {ref.id for ref in scale.sources} <= set(catalogue.sources)


def test_what_is_left_out_says_why(catalogue: Catalogue) -> None:
    assert set(catalogue.not_embedded) == {"posas", "bddq", "dlqi"}
    assert "licence agreement" in catalogue.not_embedded["posas"].reason
    assert not set(catalogue.not_embedded) & set(catalogue.instruments)


@pytest.mark.parametrize(
    ("points", "kind"),
    [
        (0, "I"), (6, "I"), (7, "II"), (13, "II"), (14, "III"), (20, "III"), (21, "IV"), (27, "IV"), (28, "V"),
        (34, "V"), (35, "VI"), (40, "VI"),
    ],
)  # fmt: skip
def test_the_bands_of_fitzpatrick_a(catalogue: Catalogue, points: int, kind: str) -> None:
    found = total(catalogue.instruments["fitzpatrick_a"], *(min(4, max(0, points - 4 * at)) for at in range(10)))
    assert (found.total, label(found)) == (points, kind)


QUALITATIVE = [(1, "1, macular"), (2, "2, mild"), (3, "3, moderate"), (4, "4, severe")]


@pytest.mark.parametrize(("grade", "named"), QUALITATIVE)
def test_the_scar_grades(catalogue: Catalogue, grade: int, named: str) -> None:
    found = total(catalogue.instruments["goodman_baron"], grade)
    assert (found.value, label(found)) == (grade, named)


# Points for 1-10, 11-20 and over 20 scars; for D2 under 5, 5-20 and over 20 cm2 of skin.
QUANTITATIVE = {
    "a1": (1, 2, 3), "a2": (1, 2, 3),
    "b1": (2, 4, 6), "b2": (2, 4, 6), "b3": (2, 4, 6),
    "c1": (3, 6, 9), "c2": (3, 6, 9), "c3": (3, 6, 9), "c4": (3, 6, 9),
    "d1": (2, 4, 6), "d2": (6, 12, 18),
}  # fmt: skip


def test_the_scar_count_gives_the_points_of_the_table(catalogue: Catalogue) -> None:
    scale = catalogue.instruments["goodman_baron_quantitative"]
    none = dict.fromkeys(QUANTITATIVE, 0)
    assert [item.id for item in scale.items] == list(QUANTITATIVE)
    for name, points in QUANTITATIVE.items():
        for at, expected in enumerate(points, 1):
            found = score(scale, none | {name: at})
            assert isinstance(found, Score)
            assert (found.total, found.band) == (expected, None)
    by_group = [sum(item.highest for item in scale.items if item.group == group) for group in "abcd"]
    assert by_group == [6, 18, 36, 24]
    assert total(scale, *(3 for _each in QUANTITATIVE)).total == 84
    assert scale.noise == 4


GLOGAU = ["I, no wrinkles", "II, wrinkles in motion", "III, wrinkles at rest", "IV, wrinkles everywhere"]


def test_the_types_of_sun_ageing(catalogue: Catalogue) -> None:
    scale = catalogue.instruments["glogau"]
    assert [label(total(scale, kind)) for kind in (1, 2, 3, 4)] == GLOGAU
    assert [total(scale, kind).value for kind in (1, 2, 3, 4)] == [1, 2, 3, 4]


def test_improvement_is_a_word_from_each_side(catalogue: Catalogue) -> None:
    scale = catalogue.instruments["gais"]
    words = ["very much improved", "much improved", "improved", "no change", "worse"]
    for item in ("clinician", "client"):
        by_number = [scores(scale, {item: number})[0] for number in (1, 2, 3, 4, 5)]
        by_word = [scores(scale, {item: word.replace(" ", "_")})[0] for word in words]
        assert by_number == by_word
        assert [label(one) for one in by_number] == words


def test_the_scar_scales_reach_from_their_lowest_to_their_highest(catalogue: Catalogue) -> None:
    vancouver, manchester = catalogue.instruments["vancouver"], catalogue.instruments["manchester"]
    assert [len(item.options) - 1 for item in vancouver.items] == [3, 2, 5, 3]
    assert (total(vancouver, 0, 0, 0, 0).total, total(vancouver, 3, 2, 5, 3).total) == (0, 13)
    assert [len(item.options) for item in manchester.items] == [4, 2, 4, 4, 4, 0]
    assert (total(manchester, 1, 1, 1, 1, 1, 0).total, total(manchester, 4, 2, 4, 4, 4, 10).total) == (5, 28)


@pytest.mark.parametrize(
    ("worst", "points", "named"),
    [
        ((0, 0, 0, 0, 0, 0), 0, "no acne"),
        ((0, 0, 0, 1, 0, 0), 1, "mild"),
        ((0, 0, 0, 0, 0, 3), 9, "mild"),
        ((2, 2, 2, 2, 1, 1), 18, "mild"),
        ((2, 2, 2, 2, 2, 1), 19, "moderate"),
        ((4, 4, 4, 3, 3, 0), 30, "moderate"),
        ((4, 4, 4, 4, 3, 0), 31, "severe"),
        ((4, 4, 4, 4, 4, 2), 38, "severe"),
        ((4, 4, 4, 3, 3, 3), 39, "very severe"),
        ((4, 4, 4, 4, 4, 4), 44, "very severe"),
    ],
)
def test_acne_by_site_and_worst_spot(catalogue: Catalogue, worst: tuple[int, ...], points: int, named: str) -> None:
    found = total(catalogue.instruments["gags"], *worst)
    assert (found.total, label(found)) == (points, named)


def test_acne_at_a_glance_is_for_the_face(catalogue: Catalogue) -> None:
    scale = catalogue.instruments["iga"]
    named = ["clear", "almost clear", "mild", "moderate", "severe"]
    assert [label(total(scale, grade)) for grade in range(5)] == named
    assert scale.only == ("face",)


def test_the_bands_of_pain_and_what_seven_asks_for(catalogue: Catalogue) -> None:
    scale = catalogue.instruments["pain"]
    for item in ("before", "during", "after", "day_1"):
        bands = [label(scores(scale, {item: figure})[0]) for figure in range(11)]
        assert bands == ["no pain", *["mild"] * 4, *["moderate"] * 2, *["severe"] * 4]
        assert [bool(scores(scale, {item: figure})[0].flags) for figure in (6, 7)] == [False, True]


def test_sweating_is_for_a_referral_alone(catalogue: Catalogue) -> None:
    scale = catalogue.instruments["hdss"]
    assert [label(total(scale, answer)) for answer in (1, 2, 3, 4)] == ["not severe", "not severe", "severe", "severe"]
    assert {name for name, one in catalogue.instruments.items() if one.referral_only} == {"hdss"}


@pytest.mark.parametrize(
    ("lost", "percent", "named"),
    [
        ((0, 0, 0, 0), 0, ("S0", "no hair loss")),
        ((0, 0, 0, 1), 0.18, ("S1", "limited")),
        ((50, 0, 0, 0), 20, ("S1", "limited")),
        ((50, 3, 1, 1), 21.08, ("S1", "moderate")),
        ((60, 3, 0, 1), 24.9, ("S1", "moderate")),
        ((25, 25, 25, 25), 25, ("S2", "moderate")),
        ((50, 50, 50, 49), 49.82, ("S2", "moderate")),
        ((50, 50, 50, 50), 50, ("S3", "severe")),
        ((75, 75, 75, 74), 74.82, ("S3", "severe")),
        ((75, 75, 75, 75), 75, ("S4", "severe")),
        ((95, 95, 95, 94), 94.82, ("S4", "severe")),
        ((95, 95, 95, 95), 95, ("S4", "very severe")),
        ((100, 100, 100, 99), 99.82, ("S4", "very severe")),
        ((100, 100, 100, 100), 100, ("S5", "very severe")),
    ],
)
def test_hair_loss_by_weight_in_both_sets_of_bands(
    catalogue: Catalogue, lost: tuple[int, ...], percent: float, named: tuple[str, ...]
) -> None:
    found = total(catalogue.instruments["salt"], *lost)
    assert found.total == percent
    assert (label(found), *(band.label for band in found.further)) == named


def test_each_concern_is_measured_with_a_scale_that_exists(catalogue: Catalogue) -> None:
    for concern in catalogue.concerns.values():
        assert set(concern.measure_with) <= set(catalogue.instruments)
