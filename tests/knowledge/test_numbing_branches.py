"""Each numbing product under each rule that speaks of it.

The expectations were worked out from the clinical reference. All that is not named was asked and denied, on fair skin.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from consult_app.clinical.catalogue import Catalogue
from tests.clinical.situations import assessed, outcomes, yes

PRODUCTS: Mapping[str, Mapping[str, float]] = {
    "lidocaine_prilocaine": {"minutes": 60, "grams": 9},
    "lidocaine_4_uk": {"minutes": 30, "grams": 13.5},
    "lidocaine_tetracaine": {"minutes": 30, "grams": 12},
}
SEVERE = yes(severe="yes")
BY_MEDICINE = {name: {"methb_drugs": yes(product=[name])} for name in ("dapsone", "nitrite", "primaquine", "phenytoin")}


@pytest.mark.parametrize(
    ("answers", "numbing", "needling"),
    [
        pytest.param({}, "allowed allowed allowed", "treat", id="nothing"),
        pytest.param({"methaemoglobinaemia": "yes"}, "blocked clearance clearance", "precautions", id="blue blood"),
        pytest.param({"g6pd": "yes"}, "blocked caution caution", "precautions", id="G6PD"),
        pytest.param(BY_MEDICINE["dapsone"], "blocked caution caution", "precautions", id="dapsone"),
        pytest.param(BY_MEDICINE["nitrite"], "blocked caution caution", "precautions", id="nitrite"),
        pytest.param(BY_MEDICINE["primaquine"], "blocked caution caution", "precautions", id="primaquine"),
        pytest.param(BY_MEDICINE["phenytoin"], "caution caution caution", "precautions", id="phenytoin"),
        pytest.param({"methb_drugs": "yes"}, "blocked caution caution", "precautions", id="medicine not named"),
        pytest.param({"antiarrhythmic": "yes"}, "clearance clearance clearance", "precautions", id="rhythm tablets"),
        pytest.param(
            {"liver_severe": SEVERE}, "clearance clearance clearance", "precautions", id="severe liver disease"
        ),
        pytest.param({"liver_severe": yes(severe="no")}, "allowed allowed allowed", "treat", id="mild liver disease"),
        pytest.param({"pseudocholinesterase": "yes"}, "allowed allowed blocked", "precautions", id="slow esterase"),
        pytest.param({"lidocaine_interactions": "yes"}, "caution caution caution", "precautions", id="beta-blocker"),
        pytest.param(
            {"anaesthetic_sensitive": yes(frail_or_ill="yes")}, "caution caution caution", "precautions", id="frail"
        ),
        pytest.param(
            {"anaesthetic_sensitive": yes(other_anaesthetic_today="yes")},
            "blocked blocked blocked",
            "precautions",
            id="another one today",
        ),
        pytest.param({"kidney_severe": "yes"}, "blocked clearance clearance", "clearance", id="kidney failure"),
        pytest.param(
            {"epilepsy": yes(last_seizure="2025-11-21")}, "clearance clearance clearance", "clearance", id="seizure"
        ),
        pytest.param(
            {"epilepsy": yes(last_seizure="2025-11-20")}, "caution caution caution", "precautions", id="no seizure"
        ),
    ],
)
def test_each_numbing_product_is_judged_on_its_own_and_needling_goes_ahead(
    catalogue: Catalogue, answers: Any, numbing: str, needling: str
) -> None:
    for (product, plan), expected in zip(PRODUCTS.items(), numbing.split(), strict=True):
        anaesthetic = {"product": product, "area_cm2": 90, **plan}
        assessment = assessed(catalogue, {"thighs.left": ""}, answers, anaesthetic=anaesthetic)
        assert assessment.anaesthetic
        assert (product, assessment.anaesthetic.outcome) == (product, expected)
        assert outcomes(assessment) == {"thighs.left": "treat" if expected == "allowed" else needling}


def test_a_compounded_cream_is_blocked_for_everyone(catalogue: Catalogue) -> None:
    assessment = assessed(catalogue, {"thighs.left": ""}, {}, anaesthetic={"product": "compounded", "area_cm2": 90})
    assert assessment.anaesthetic
    assert assessment.anaesthetic.outcome == "blocked"
