"""Limits of a numbing plan: the grams by body weight, where they can be known."""

import pytest

from consult_app.clinical.consultation import Anaesthetic
from consult_app.clinical.numbing_limits import against, grams_by_weight, limits_of
from tests.clinical.knowledge_files import numbing


def test_grams_by_weight_are_known_only_with_weight_and_strength() -> None:
    rules = numbing()
    limited = [product for product in rules.products.values() if product.weight_limit]
    assert limited
    for product in limited:
        assert grams_by_weight(product, rules.weight_limit, None) is None
        strengthless = product.model_copy(update={"lidocaine_percent": None})
        assert grams_by_weight(strengthless, rules.weight_limit, 64) is None
        assert product.lidocaine_percent is not None
        light, heavy = (grams_by_weight(product, rules.weight_limit, kg) for kg in (40, 400))
        strength = product.lidocaine_percent * 10
        assert light == pytest.approx(rules.weight_limit.mg_per_kg * 40 / strength)
        assert heavy == pytest.approx(rules.weight_limit.mg_at_most / strength)


def test_every_figure_is_told_in_its_unit() -> None:
    product = next(each for each in numbing().products.values() if each.block_cm2 is not None)
    plan = Anaesthetic(product=product.id, area_cm2=5000, grams=1000, minutes=1440)
    limits = limits_of(plan, product, 5000, 1, 1)
    assert [limit.unit for limit in limits] == ["cm²", "g", "min"]
    told = [reason.text for limit in limits for _, reason in against(limit, ())]
    assert all(f" {limit.unit} is over" in text for limit, text in zip(limits, told, strict=True))
