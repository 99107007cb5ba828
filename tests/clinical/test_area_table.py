"""How large skin is: the whole table of sizes, worked out from height and weight, and what numbing it would take."""

import pytest
from pydantic import ValidationError

from consult_app.clinical.anaesthesia import check
from consult_app.clinical.area_table import share_of, skin_sizes
from consult_app.clinical.areas import body_surface_m2, estimated_cm2
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Anaesthetic, Client
from consult_app.clinical.numbing_reference import SurfaceRow
from consult_app.clinical.verdict import Verdict

TABLE = """
Head, whole | 7 | 1120 | 1260 | 1400 | 126-189 g | block
Front half of the head (upper bound for the face) | 3.5 | 560 | 630 | 700 | 63-94 g | block
Face, treatable part | 2.5 | 400 | 450 | 500 | 45-68 g | amber
face_forehead | 0.5 | 80 | 90 | 100 | 9-14 g | within
face_periorbital | 0.2 | 32 | 36 | 40 | 4-5 g | within
face_nose | 0.2 | 32 | 36 | 40 | 4-5 g | within
face_cheeks | 0.9 | 144 | 162 | 180 | 16-24 g | within
face_perioral | 0.25 | 40 | 45 | 50 | 4-7 g | within
face_chin_jaw | 0.45 | 72 | 81 | 90 | 8-12 g | within
scalp | 3.5 | 560 | 630 | 700 | 63-94 g | block
Neck, whole | 2 | 320 | 360 | 400 | 36-54 g | within
neck_front | 1 | 160 | 180 | 200 | 18-27 g | within
Front of the trunk | 13 | 2080 | 2340 | 2600 | 234-351 g | block
decolletage | 2 | 320 | 360 | 400 | 36-54 g | within
abdomen | 5 | 800 | 900 | 1000 | 90-135 g | block
flanks | 2 | 320 | 360 | 400 | 36-54 g | within
Back without the buttocks | 13 | 2080 | 2340 | 2600 | 234-351 g | block
back_upper | 5 | 800 | 900 | 1000 | 90-135 g | block
back_mid | 4 | 640 | 720 | 800 | 72-108 g | block
back_lower | 4 | 640 | 720 | 800 | 72-108 g | block
shoulders | 2 | 320 | 360 | 400 | 36-54 g | within
buttocks | 5 | 800 | 900 | 1000 | 90-135 g | block
upper_arms | 8 | 1280 | 1440 | 1600 | 144-216 g | block
axilla | 0.6 | 96 | 108 | 120 | 11-16 g | within
Hands, both | 5 | 800 | 900 | 1000 | 90-135 g | block
hands_dorsum | 2.5 | 400 | 450 | 500 | 45-68 g | amber
thighs | 19 | 3040 | 3420 | 3800 | 342-513 g | block
knees | 1.5 | 240 | 270 | 300 | 27-40 g | within
"""
"""The table of the clinical reference; what is one area of the protocol stands by its id."""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
CLIENTS = {
    1.6: Client(weight_kg=57.6, height_cm=160),
    1.8: Client(weight_kg=72, height_cm=162),
    2.0: Client(weight_kg=80, height_cm=180),
}
WORDS = {"allowed": "within", "caution": "amber", "blocked": "block"}


@pytest.mark.parametrize(("surface", "client"), CLIENTS.items())
def test_the_clients_have_exactly_these_body_surfaces(surface: float, client: Client) -> None:
    assert client.weight_kg
    assert client.height_cm
    assert body_surface_m2(client.weight_kg, client.height_cm) == pytest.approx(surface, abs=1e-12)


@pytest.mark.parametrize(("kg", "cm"), [(50, 150), (57.6, 160), (72, 162), (80, 180), (95, 190)])
def test_another_formula_comes_to_nearly_the_same(kg: float, cm: float) -> None:
    du_bois = 0.007184 * kg**0.425 * cm**0.725
    assert body_surface_m2(kg, cm) == pytest.approx(du_bois, rel=0.04)


def test_the_whole_table_comes_from_the_data(catalogue: Catalogue) -> None:
    known = catalogue.numbing_reference.surface
    found = [
        [
            row.areas[0] if len(row.areas) == 1 else size.label,
            f"{size.share_percent:g}",
            *(str(cm2) for cm2 in size.cm2),
            f"{size.grams[0]}-{size.grams[1]} g",
            WORDS[size.outcome],
        ]
        for row, size in zip(known.rows, skin_sizes(known, catalogue.areas, catalogue.anaesthesia), strict=True)
    ]
    assert found == ROWS


def test_each_area_is_sized_so_for_clients_of_these_bodies(catalogue: Catalogue) -> None:
    rows = {row[0]: row for row in ROWS if row[0] in catalogue.areas}
    assert set(rows) == set(catalogue.areas)
    for name, (_, _, *cells) in rows.items():
        sizes = [estimated_cm2(catalogue.areas[name], None, client) for client in CLIENTS.values()]
        assert sizes == [float(cm2) for cm2 in cells[:3]], name


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_plan_to_numb_it_all_is_judged_so(catalogue: Catalogue, row: list[str]) -> None:
    found = check(
        Anaesthetic(product="lidocaine_prilocaine"),
        catalogue.anaesthesia,
        size_cm2=float(row[3]),
        weight_kg=72,
        height_cm=162,
        sensitive=False,
        rule_verdict=Verdict(),
        called=str,
    )
    assert found
    assert WORDS[found.outcome] == row[6]
    assert found.grams == round(float(row[3]) / 10)


def test_a_whole_back_would_take_four_to_six_times_the_dose_on_four_times_the_skin(catalogue: Catalogue) -> None:
    emla = catalogue.anaesthesia.products["lidocaine_prilocaine"]
    known = catalogue.numbing_reference.surface
    sizes = {size.label: size for size in skin_sizes(known, catalogue.areas, catalogue.anaesthesia)}
    back = sizes["Back without the buttocks"]
    assert emla.block_grams
    assert emla.block_cm2
    assert [round(grams / emla.block_grams) for grams in back.grams] == [4, 6]
    assert round(back.cm2[1] / emla.block_cm2) == 4
    upper = catalogue.areas["back_upper"]
    assert estimated_cm2(upper, None, CLIENTS[1.8]) == 900 > emla.block_cm2
    assert "never numbed within the label in one visit" in known.reading


def test_at_the_thicker_layer_a_whole_face_is_over_the_gram_limit(catalogue: Catalogue) -> None:
    known = catalogue.numbing_reference.surface
    face = next(row for row in known.rows if row.label == "Face, treatable part")
    assert share_of(face, catalogue.areas) * 1.8 * 100 * 1.5 / 10 > 60


@pytest.mark.parametrize(
    "row",
    [{}, {"label": "Both", "areas": ["scalp"], "share_percent": 3.5}, {"share_percent": 2}, {"areas": ["a", "b"]}],
)
def test_a_row_names_areas_or_a_share_and_what_it_is(row: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SurfaceRow.model_validate(row)
