"""What is known of numbing beside its limits: technique, warnings, ceilings, children, and how large skin is."""

from pydantic import Field, model_validator

from consult_app.clinical.entries import Entry, Id, SourceRef, Statement, Strict


class AgeRow(Strict):
    """The most cream in g, skin in cm2 and hours at an age and weight."""

    label: str = Field(min_length=3)
    grams: float = Field(gt=0)
    cm2: float = Field(gt=0)
    hours: str


class ByAge(Strict):
    """The largest doses of one product by age and weight; shown, never judged by."""

    product: Id
    note: str
    sources: tuple[SourceRef, ...] = Field(min_length=1)
    rows: tuple[AgeRow, ...] = Field(min_length=1)


class SurfaceRow(Strict):
    """A piece of the body: the areas it is made of, or its share of the body surface in percent where no area is."""

    label: str = ""
    areas: tuple[Id, ...] = ()
    share_percent: float | None = Field(None, gt=0)

    @model_validator(mode="after")
    def _one_of_both(self) -> "SurfaceRow":
        if bool(self.areas) == (self.share_percent is not None):
            raise ValueError("either areas or a share of the body surface")
        if not self.label and len(self.areas) != 1:
            raise ValueError("a row that is not one area needs a label")
        return self


class Surface(Strict):
    """Sizes of skin by body surface, and the cream each would take.

    ``shown_m2`` is the body surface the grams are worked out for, at the thinnest and thickest layer.
    """

    product: Id
    surfaces_m2: tuple[float, ...] = Field(min_length=1)
    shown_m2: float = Field(gt=0)
    grams_per_10_cm2: tuple[float, float]
    note: str
    reading: str
    sources: tuple[SourceRef, ...] = Field(min_length=1)
    rows: tuple[SurfaceRow, ...] = Field(min_length=1)


class NumbingReference(Entry):
    """All of it, under one date of release and one of review."""

    technique: tuple[Statement, ...] = Field(min_length=1)
    warnings: tuple[Statement, ...] = Field(min_length=1)
    ceilings: tuple[Statement, ...] = Field(min_length=1)
    by_age: ByAge
    surface: Surface
