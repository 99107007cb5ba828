"""Numbing products as data: their drugs and their limits in cm2, grams and minutes."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from consult_app.clinical.entries import Entry, Id, SourceRef, Strict


class Minutes(Strict):
    """How long a cream stays on: ``low`` is the shortest that works, ``high`` the longest without caution."""

    low: float | None = Field(None, gt=0)
    high: float | None = Field(None, gt=0)
    block: float | None = Field(None, gt=0)


class Product(Entry):
    """A numbing product: its drugs, and its limits in minutes, cm2 and grams.

    ``amber`` figures ask for caution, ``block`` figures stop. ``weight_limit`` marks a product whose label names no
    largest dose, so that its lidocaine is held against body weight. ``label_dose`` and ``not_for`` tell what
    labels say; who may not have a product is judged by the rules.
    """

    drugs: tuple[Id, ...] = Field(min_length=1)
    lidocaine_percent: float | None = Field(None, gt=0, le=100)
    minutes: Minutes = Minutes()
    amber_cm2: float | None = Field(None, gt=0)
    block_cm2: float | None = Field(None, gt=0)
    block_grams: float | None = Field(None, gt=0)
    grams_per_10_cm2: float | None = Field(None, gt=0)
    film_allowed: bool = False
    weight_limit: bool = False
    never: str = ""
    advice: str = ""
    label_dose: str = ""
    not_for: str = ""


class WeightLimit(Strict):
    """The most lidocaine in the applied cream without caution, by weight and at all."""

    mg_per_kg: float = Field(gt=0)
    mg_at_most: float = Field(gt=0)
    sources: tuple[SourceRef, ...] = Field(min_length=1)


def _by_id(value: object) -> object:
    """The products are a list in the data; an id given twice is refused."""
    if not isinstance(value, list):
        return value
    ids = [item.get("id") for item in value if isinstance(item, dict)]
    if len(set(ids)) != len(value):
        raise ValueError("every product needs an id of its own")
    return dict(zip(ids, value, strict=True))


class AnaesthesiaRules(Entry):
    """The products and what holds for all of them."""

    products: Annotated[dict[Id, Product], BeforeValidator(_by_id)] = Field(min_length=1)
    sensitive_factor: float = Field(gt=0, le=1)
    sensitive_under_kg: float = Field(gt=0)
    sensitive_from_age: int = Field(gt=0)
    hours_between_products: int = Field(gt=0)
    weight_limit: WeightLimit

    def product(self, name: str) -> Product | None:
        """The product of that id, or None."""
        return self.products.get(name)
