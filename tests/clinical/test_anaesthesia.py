"""Numbing plans against the limits of their products."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from consult_app.clinical.anaesthesia import RANKS, NumbingCheck, check
from consult_app.clinical.clock import clock_after
from consult_app.clinical.consultation import Anaesthetic
from consult_app.clinical.numbing_products import AnaesthesiaRules
from consult_app.clinical.verdict import Finding, Level, OpenQuestion, Verdict
from tests.clinical.knowledge_files import content, numbing

PRODUCTS = ["lidocaine_prilocaine", "lidocaine_4_otc", "lidocaine_4_uk", "lidocaine_tetracaine"]


def judged(
    plan: dict[str, Any],
    *,
    size: float | None = 100,
    weight: float | None = 70,
    height: float | None = 175,
    sensitive: bool = False,
    verdict: Verdict | None = None,
    called: Callable[[str], str] = str,
    rules: AnaesthesiaRules | None = None,
) -> NumbingCheck:
    found = check(
        Anaesthetic(**plan),
        rules or numbing(),
        size_cm2=size,
        weight_kg=weight,
        height_cm=height,
        sensitive=sensitive,
        rule_verdict=verdict or Verdict(),
        called=called,
    )
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("product", "area", "grams", "minutes", "outcome"),
    [
        ("lidocaine_prilocaine", 340, 34, 60, "allowed"),
        ("lidocaine_prilocaine", 400, 40, 120, "allowed"),
        ("lidocaine_prilocaine", 401, 40, 120, "caution"),
        ("lidocaine_prilocaine", 600, 60, 60, "caution"),
        ("lidocaine_prilocaine", 601, 60, 60, "blocked"),
        ("lidocaine_prilocaine", 300, 61, 60, "blocked"),
        ("lidocaine_prilocaine", 100, 10, 121, "caution"),
        ("lidocaine_prilocaine", 100, 10, 300, "caution"),
        ("lidocaine_prilocaine", 100, 10, 301, "blocked"),
        ("lidocaine_prilocaine", 100, 10, 59, "caution"),
        ("lidocaine_4_otc", 60, 6, 30, "allowed"),
        ("lidocaine_4_otc", 60, 6, 61, "caution"),
        ("lidocaine_4_otc", 60, 7.5, 30, "allowed"),
        ("lidocaine_4_otc", 60, 7.6, 30, "caution"),
        ("lidocaine_4_otc", 401, 7, 30, "caution"),
        ("lidocaine_4_otc", 601, 7, 30, "blocked"),
        ("lidocaine_4_otc", 100, 61, 30, "blocked"),
        ("lidocaine_4_uk", 300, 45, 30, "allowed"),
        ("lidocaine_4_uk", 301, 45, 30, "caution"),
        ("lidocaine_4_uk", 601, 45, 30, "blocked"),
        ("lidocaine_4_uk", 300, 61, 30, "blocked"),
        ("lidocaine_4_uk", 100, 15, 29, "caution"),
        ("lidocaine_tetracaine", 400, 53, 20, "allowed"),
        ("lidocaine_tetracaine", 401, 53, 20, "blocked"),
        ("lidocaine_tetracaine", 300, 54, 20, "blocked"),
        ("lidocaine_tetracaine", 300, 40, 61, "caution"),
        ("lidocaine_tetracaine", 300, 40, 19, "caution"),
        ("compounded", 10, 1, 20, "blocked"),
    ],
)
def test_each_limit_of_the_product_table(product: str, area: float, grams: float, minutes: float, outcome: str) -> None:
    found = judged({"product": product, "area_cm2": area, "grams": grams, "minutes": minutes})
    assert found.outcome == outcome
    assert bool(found.reasons) == (outcome != "allowed")
    assert found.worked_out == ()


@pytest.mark.parametrize("extra", [{"film": "yes"}, {"at_home": "yes"}, {"other_anaesthetic_today": "yes"}])
@pytest.mark.parametrize("product", PRODUCTS)
def test_film_home_use_and_a_second_product_are_blocked_at_any_size(product: str, extra: dict[str, str]) -> None:
    assert judged({"product": product, "area_cm2": 5, **extra}).outcome == "blocked"


@pytest.mark.parametrize(
    ("product", "grams", "minutes"),
    [
        ("lidocaine_prilocaine", 34, 60),
        ("lidocaine_4_otc", 34, 30),
        ("lidocaine_4_uk", 51, 30),
        ("lidocaine_tetracaine", 45, 20),
    ],
)
def test_figures_not_given_are_worked_out_and_marked(product: str, grams: float, minutes: float) -> None:
    found = judged({"product": product}, size=340)
    assert (found.area_cm2, found.grams, found.minutes) == (340, grams, minutes)
    assert found.worked_out == ("area_cm2", "grams", "minutes")


def test_the_label_row_of_the_tetracaine_cream_stays_within_its_grams() -> None:
    assert judged({"product": "lidocaine_tetracaine"}, size=400).outcome == "allowed"


@pytest.mark.parametrize("unknown", ["size", "weight", "height"])
def test_a_missing_size_weight_or_height_leaves_the_plan_not_known(unknown: str) -> None:
    found = judged({"product": "lidocaine_prilocaine"}, **{unknown: None})  # type: ignore[arg-type]
    assert found.outcome == "not_known"
    assert unknown in found.reasons[0].text


def test_blocked_is_said_even_while_something_is_not_known() -> None:
    assert judged({"product": "lidocaine_prilocaine", "film": "yes"}, weight=None).outcome == "blocked"


@pytest.mark.parametrize("why", [{"sensitive": True}, {"weight": 49.9}])
def test_every_cm2_and_gram_figure_is_halved_for_sensitive_people(why: dict[str, Any]) -> None:
    found = judged({"product": "lidocaine_prilocaine", "area_cm2": 301, "grams": 30}, **why)
    assert found.halved
    assert found.outcome == "blocked"
    assert found.reasons[-1].text.startswith("Under 50 kg, 70 or older, frail or ill: every limit in cm² and grams")
    assert [limit.block for limit in found.limits] == [300, 30, 300]
    assert judged({"product": "lidocaine_prilocaine", "area_cm2": 200, "grams": 20}, **why).outcome == "caution"


@pytest.mark.parametrize(("weight", "most"), [(60, 6.75), (67, 7.5), (90, 7.5)])
def test_lidocaine_is_held_against_weight_where_the_label_names_no_maximum(weight: float, most: float) -> None:
    found = judged({"product": "lidocaine_4_otc"}, size=20, weight=weight)
    assert next(limit.caution for limit in found.limits if limit.name == "grams") == pytest.approx(most, abs=0.04)
    labelled = judged({"product": "lidocaine_4_uk"}, size=20, weight=weight)
    assert next(limit.caution for limit in labelled.limits if limit.name == "grams") is None


@pytest.mark.parametrize(
    ("level", "outcome"),
    [("precautions", "caution"), ("clearance", "clearance"), ("do_not_treat", "blocked")],
)
def test_the_rules_on_numbing_decide_with_the_limits(level: str, outcome: str) -> None:
    finding = Finding("antiarrhythmic", "", "Heart-rhythm tablets", level, "anaesthetic", advice="Ask first.")
    verdict = Verdict(proven=Level[level.upper()], possible=Level[level.upper()], findings=frozenset({finding}))
    found = judged({"product": "lidocaine_prilocaine"}, verdict=verdict)
    assert found.outcome == outcome
    assert "Heart-rhythm tablets" in found.reasons[0].text


def test_an_open_question_leaves_the_plan_not_known_unless_it_is_blocked() -> None:
    waiting = Verdict(possible=Level.CLEARANCE, open=frozenset({OpenQuestion("liver_severe", Level.CLEARANCE)}))
    assert judged({"product": "lidocaine_prilocaine"}, verdict=waiting).outcome == "not_known"
    assert judged({"product": "compounded"}, verdict=waiting).outcome == "blocked"


def test_an_open_question_is_named_as_it_is_called() -> None:
    waiting = Verdict(possible=Level.CLEARANCE, open=frozenset({OpenQuestion("liver_severe", Level.CLEARANCE)}))
    found = judged(
        {"product": "lidocaine_prilocaine"}, verdict=waiting, called={"liver_severe": "Liver disease"}.__getitem__
    )
    assert "Not answered: Liver disease." in [reason.text for reason in found.reasons]


def test_no_plan_is_no_check() -> None:
    person = {"size_cm2": 1, "weight_kg": 70, "height_cm": 170, "sensitive": False}
    args = person | {"rule_verdict": Verdict(), "called": str}
    assert check(None, numbing(), **args) is None  # type: ignore[arg-type]


def test_every_limit_says_where_it_comes_from() -> None:
    found = judged({"product": "lidocaine_prilocaine", "area_cm2": 700, "grams": 70, "minutes": 10})
    assert len(found.reasons) == 3
    assert all(reason.sources for reason in found.reasons)
    assert "600" in found.reasons[0].text


def test_the_cream_goes_on_before_and_comes_off_at_the_session() -> None:
    found = judged({"product": "lidocaine_prilocaine"})
    assert found.put_on("10:30") == "09:30"
    assert found.wipe_off("09:30") == "10:30"
    assert clock_after("23:50", 20) == "00:10"


@given(
    product=st.sampled_from(PRODUCTS),
    area=st.floats(1, 1500),
    more=st.floats(0, 1500),
    minutes=st.floats(60, 400),
)
def test_more_skin_is_never_judged_milder(product: str, area: float, more: float, minutes: float) -> None:
    small = judged({"product": product, "area_cm2": area, "minutes": minutes})
    large = judged({"product": product, "area_cm2": area + more, "minutes": minutes})
    assert RANKS.index(large.outcome) >= RANKS.index(small.outcome)


def test_products_are_a_list_with_ids_of_their_own() -> None:
    whole = content("protocols", "anaesthesia.yaml")
    for products in ([*whole["products"], whole["products"][0]], dict(enumerate(whole["products"]))):
        with pytest.raises(ValidationError):
            AnaesthesiaRules.model_validate({**whole, "products": products})


def test_what_labels_say_stands_beside_the_limits() -> None:
    products = numbing().products
    assert "60 g and 600 cm² at most" in products["lidocaine_prilocaine"].label_dose
    assert "54 mg of lidocaine and 92 mg of prilocaine" in products["lidocaine_prilocaine"].label_dose
    assert "advises against wrapping" in products["lidocaine_4_otc"].label_dose
    assert "labelled up to 900 cm²" in products["lidocaine_4_uk"].label_dose
    assert "53 g on 400 cm²" in products["lidocaine_tetracaine"].label_dose
    assert all(product.not_for for product in products.values())
    assert not any(product.film_allowed for product in products.values())


def test_from_fifty_kilograms_on_the_limits_are_whole() -> None:
    assert not judged({"product": "lidocaine_prilocaine"}, weight=50).halved


def test_what_is_not_known_is_named_and_has_no_figure_worked_out() -> None:
    found = judged({"product": "lidocaine_prilocaine"}, size=None, weight=None, height=None)
    assert [reason.text for reason in found.reasons] == [
        "Without weight and height and size of the skin no numbing is planned."
    ]
    assert (found.area_cm2, found.grams, found.worked_out) == (None, None, ("minutes",))


def test_a_cream_that_is_never_used_asks_for_nothing_more() -> None:
    found = judged({"product": "compounded"}, weight=None)
    assert [reason.text.partition(";")[0] for reason in found.reasons] == ["Compounded cream is not used"]
    assert (found.minutes, "minutes" in found.worked_out) == (None, False)
    assert (found.put_on("10:30"), found.wipe_off("10:30")) == (None, None)


def test_a_second_anaesthetic_is_named_with_the_hours_between() -> None:
    (reason,) = judged({"product": "lidocaine_prilocaine", "other_anaesthetic_today": "yes"}).reasons
    assert reason.text == "Another local anaesthetic within 24 hours: the doses add up."


def on_numbing(rule: str, level: str) -> Finding:
    return Finding(rule, "", rule, level, "anaesthetic", advice="Ask.")


def test_the_gravest_reason_is_read_first_and_a_note_is_none() -> None:
    found = [on_numbing(rule, level) for rule, level in (("c", "precautions"), ("a", "precautions"), ("b", "note"))]
    careful = Verdict(proven=Level.PRECAUTIONS, possible=Level.PRECAUTIONS, findings=frozenset(found))
    told = judged({"product": "lidocaine_prilocaine", "film": "yes", "minutes": 10}, verdict=careful)
    assert [reason.text.partition(" ")[0] for reason in told.reasons] == ["No", "a:", "c:", "Time"]
    noted = Verdict(findings=frozenset({on_numbing("b", "note")}))
    assert (judged({"product": "lidocaine_prilocaine"}, verdict=noted).outcome, noted.outcome) == ("allowed", "treat")


@pytest.mark.parametrize(("level", "named"), [("precautions", True), ("clearance", False), ("do_not_treat", False)])
def test_an_open_question_is_named_unless_the_rules_hold_the_cream_up_anyway(level: str, *, named: bool) -> None:
    proven = Level[level.upper()]
    findings = frozenset({on_numbing("a", level)})
    closed = Verdict(proven=proven, possible=proven, findings=findings)
    asked = frozenset({OpenQuestion("liver_severe", Level.PRECAUTIONS)})
    waiting = Verdict(proven, Level.DO_NOT_TREAT, findings=findings, open=asked)
    for verdict, expected in ((closed, False), (waiting, named)):
        texts = [reason.text for reason in judged({"product": "lidocaine_prilocaine"}, verdict=verdict).reasons]
        assert any(text.startswith("Not answered") for text in texts) == expected


def test_film_is_allowed_over_a_product_whose_label_allows_it() -> None:
    whole = content("protocols", "anaesthesia.yaml")
    products = [product | {"film_allowed": product["id"] == "lidocaine_4_uk"} for product in whole["products"]]
    rules = AnaesthesiaRules.model_validate(whole | {"products": products})
    outcomes = [judged({"product": name, "film": "yes"}, rules=rules).outcome for name in PRODUCTS]
    assert outcomes == ["blocked", "blocked", "allowed", "blocked"]
