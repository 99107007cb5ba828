"""Numbing products with their limits, and what holds for all of them."""

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.numbing_products import Product
from consult_app.clinical.protocol_page.citations import anchor_of, sources_words
from consult_app.clinical.protocol_page.markdown import bullets, heading, named, paragraphs, table


def numbing(catalogue: Catalogue) -> str:
    """A table of limits, what holds for all, then each product."""
    rules = catalogue.anaesthesia
    weight = rules.weight_limit
    half = f"{100 * rules.sensitive_factor:g} %"
    return paragraphs(
        heading(2, "Numbing creams", "numbing"),
        "Above *caution* the plan says so; above *limit* it is blocked. A dash means that the reference names none.",
        table(
            ("Product", "Minutes", "Skin, caution", "Skin, limit", "Cream, limit", "Cream for 10 cm²", "Under film"),
            (_row(product) for product in rules.products.values()),
        ),
        bullets(
            (
                f"In clients under {rules.sensitive_under_kg:g} kg, from {rules.sensitive_from_age} years on, or frail "
                f"or ill, every limit in cm² and grams counts {half}.",
                f"Two products, or two uses, lie at least {rules.hours_between_products} hours apart.",
                f"Where a label names no largest dose, the lidocaine in the cream applied stays under "
                f"{weight.mg_per_kg:g} mg per kg of body weight and {weight.mg_at_most:g} mg in all, or the plan asks "
                "for caution.",
            )
        ),
        named("Sources of the weight limit", sources_words(weight.sources, catalogue)),
        named("Sources of the rules for all", sources_words(rules.sources, catalogue)),
        *(_product(product, catalogue) for product in rules.products.values()),
    )


def _row(product: Product) -> tuple[str, ...]:
    time = product.minutes
    return (
        product.label,
        "–" if time.low is None else f"{_some(time.low)} to {_some(time.high)}{_longest(time.block)}",
        _some(product.amber_cm2, "cm²"),
        _some(product.block_cm2, "cm²"),
        _some(product.block_grams, "g"),
        _some(product.grams_per_10_cm2, "g"),
        "yes" if product.film_allowed else "no",
    )


def _longest(minutes: float | None) -> str:
    return "" if minutes is None else f", never over {minutes:g}"


def _some(figure: float | None, unit: str = "") -> str:
    return "–" if figure is None else f"{figure:g} {unit}".strip()


def _product(product: Product, catalogue: Catalogue) -> str:
    return paragraphs(
        heading(3, product.label, anchor_of("product", product)),
        product.never,
        product.advice,
        named("On the label", product.label_dose),
        named("Not for", product.not_for),
        named("Sources", sources_words(product.sources, catalogue)),
    )
