"""Consent as frozen values: what a client agrees to, and how they said so, with the pen or on paper."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field, model_validator

from consult_app.clinical.course import PlannedArea
from consult_app.clinical.entries import Day, Number, Strict
from consult_app.clinical.summary import Summary

Along = Annotated[Number, Field(ge=0, le=1)]
Stroke = Annotated[tuple[tuple[Along, Along], ...], Field(min_length=1, max_length=5000)]
"""Points of one stroke of the pen, as shares of the width of the place to sign; y runs down."""
MOST_STROKES = 500


class AgreedArea(Strict):
    """One area a client agrees to, and the deepest needling they were told of, in mm."""

    key: str
    name: str
    deepest_mm: Number = Field(gt=0, le=5)


class ConsentScope(Strict):
    """What a consent covers: the areas with their depths, the device, and the risks as the client was told them."""

    areas: tuple[AgreedArea, ...] = ()
    device: str = ""
    risks: tuple[str, ...] = ()

    def area(self, key: str) -> AgreedArea | None:
        """What was agreed for an area, or None."""
        return next((area for area in self.areas if area.key == key), None)


class Consent(Strict):
    """One consent as it was given: by whom, on which day, before whom, and to what.

    ``strokes`` hold the signature where it was drawn on the screen; one on paper has none and is recorded by the
    witness.
    """

    format: Literal[1] = 1
    date: Day
    name: str = Field(min_length=1)
    witness: str = Field(min_length=1)
    way: Literal["strokes", "paper"]
    scope: ConsentScope
    strokes: tuple[Stroke, ...] = Field((), max_length=MOST_STROKES)

    @model_validator(mode="after")
    def _whole(self) -> "Consent":
        if (self.way == "strokes") != bool(self.strokes):
            raise ValueError("a signature has strokes, a paper has none")
        if not (self.scope.areas and self.scope.device):
            raise ValueError("a consent names its areas and its device")
        return self


def scope_of(summary: Summary) -> ConsentScope:
    """What the consent form of a consultation asks the client to agree to."""
    return ConsentScope(
        areas=_agreed(summary.plan.areas), device=summary.device, risks=tuple(dict.fromkeys(_told(summary)))
    )


def _agreed(areas: Iterable[PlannedArea]) -> tuple[AgreedArea, ...]:
    return tuple(AgreedArea(key=area.key, name=area.name, deepest_mm=deepest_mm(area)) for area in areas)


def _told(summary: Summary) -> Iterable[str]:
    return (risk.text for risk in summary.risks.lines)


def deepest_mm(area: PlannedArea) -> float:
    """The deepest needling of an area that its consent form tells of: the depth set by hand, else the deepest band."""
    return area.chosen_mm or max(area.first_mm.high, area.depth_mm.high)
