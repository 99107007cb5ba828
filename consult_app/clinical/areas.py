"""Body areas and concerns: what may be treated where, how deep, and how large an area is."""

from collections.abc import Mapping
from math import sqrt
from typing import Literal

from pydantic import Field, model_validator

from consult_app.clinical.consultation import AreaRequest, Client
from consult_app.clinical.entries import Entry, Id, Strict
from consult_app.clinical.instrument_items import Raised
from consult_app.clinical.refer import Refer

Group = Literal["face", "scalp", "neck", "hands", "body"]


class DepthRange(Strict):
    """A band of needle depths in mm, low to high."""

    low: float = Field(gt=0, le=3)
    high: float = Field(gt=0, le=3)

    @model_validator(mode="after")
    def _in_order(self) -> "DepthRange":
        if self.high < self.low:
            raise ValueError("a depth range runs from low to high")
        return self


class Region(Strict):
    """A piece of body-map artwork and its share of the body surface in percent.

    ``drawn_again`` marks skin that another region of the same area already counts.
    """

    file: Literal["face", "body_front", "body_back"]
    region: str
    share_percent: float = Field(gt=0)
    drawn_again: bool = False


class Area(Entry):
    """A body area: regions, share of body surface, depth range and ceiling in mm, passes, cautions, US status."""

    group: Group
    sides: bool = False
    offered: bool = True
    regions: tuple[Region, ...] = Field(min_length=1)
    share_percent: float = Field(gt=0)
    depth_mm: DepthRange | None = None
    ceiling_mm: float = Field(gt=0, le=3)
    bone_cap_mm: float | None = None
    bone_note: str = ""
    passes: tuple[int, int] | None = None
    devices: tuple[str, ...] = ()
    technique: str = ""
    end_point: str = ""
    cautions: tuple[str, ...] = Field(min_length=1)
    us_status: str
    spread_in_print: str = ""
    plain_name: str = ""
    refer: Refer | None = None

    @model_validator(mode="after")
    def _whole(self) -> "Area":
        if self.offered and (self.depth_mm is None or self.passes is None):
            raise ValueError("an area that is offered needs a depth range and passes")
        counted = sum(region.share_percent for region in self.regions if not region.drawn_again)
        if abs(counted - self.share_percent) > 1e-6:
            raise ValueError("the shares of the regions do not add up to the area's")
        return self

    def share(self, side: str | None) -> float:
        """Percent of the body surface; one side of a paired area is half of it."""
        return self.share_percent / 2 if side else self.share_percent

    def name(self, side: str | None) -> str:
        """The area in words, with its side: Left shoulder."""
        if not side:
            return self.label
        word = self.plain_name or self.label
        return f"{side.capitalize()} {word[0].lower()}{word[1:]}"

    def plain(self, side: str | None) -> str:
        """The area in the client's words, as it stands inside a sentence: left shoulder, upper back."""
        if side:
            return f"{side} {self.plain_name or self.label.lower()}"
        return self.label.lower() if self.sides or not self.plain_name else self.plain_name


class Concern(Entry):
    """A reason for treatment: evidence grade, depth range in mm, number of sessions, interval, what to say.

    ``needs_grade`` marks acne scars, graded 1 to 4; ``scar`` what may be needled to pinpoint bleeding; ``supervised``
    what is treated under medical supervision alone; ``depth_limit_mm`` the deepest in print; ``only`` lists the areas
    or groups it belongs to, ``except_in`` those it does not. ``evidence_note`` says what the grade is for, where it is
    not for needling alone; ``course_in_print`` what studies did where the range does not tell it; ``not_promised`` what
    nobody may be told; ``measure_by`` what is measured without an instrument of this program. ``means`` are questions
    of which one has to be yes where the concern is requested; ``only_grade`` is the grade the concern's name states,
    which may be given beside, or in place of, a severity.
    """

    evidence_grade: str
    evidence_note: str = ""
    offered: bool = True
    needs_grade: bool = False
    scar: bool = False
    supervised: bool = False
    only_grade: int | None = Field(None, ge=1, le=4)
    means: tuple[Raised, ...] = ()
    planned_as: Id | None = None
    depth_mm: DepthRange | None = None
    depth_limit_mm: float | None = None
    sessions: tuple[int, int] | None = None
    interval_days: tuple[int, int] | None = None
    course_in_print: str = ""
    devices: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    except_in: tuple[str, ...] = ()
    plain_name: str
    expect: str
    client_expect: str = ""
    limits: str = ""
    not_promised: str = Field(min_length=3)
    measure_with: tuple[Id, ...] = ()
    measure_by: tuple[str, ...] = ()
    refer: Refer | None = None

    def fits(self, area: Area) -> bool:
        """Whether the concern belongs to this area."""
        names = {area.id, area.group}
        return (not self.only or bool(names & set(self.only))) and not names & set(self.except_in)


def body_surface_m2(weight_kg: float, height_cm: float) -> float:
    """Body surface in m2: the square root of height times weight over 3600 (Mosteller, N Engl J Med 1987;317:1098)."""
    return sqrt(height_cm * weight_kg / 3600)


def estimated_cm2(area: Area, side: str | None, client: Client) -> float | None:
    """The area's size in whole cm2 from its share of the body surface; None without body size."""
    if client.weight_kg is None or client.height_cm is None:
        return None
    return float(round(area.share(side) * body_surface_m2(client.weight_kg, client.height_cm) * 100))


def size_cm2(request: AreaRequest, areas: Mapping[str, Area], client: Client) -> float | None:
    """The size that was given, else the estimate; None when neither is known."""
    if request.area_cm2 is not None:
        return request.area_cm2
    return estimated_cm2(areas[request.id], request.side, client)
