"""The numbers of the planning arithmetic, as the protocol's data states them, each with its sources."""

from typing import Literal, Self

from pydantic import Field, model_validator

from consult_app.clinical.entries import Entry, Id, SourceRef, Strict


class Rule(Strict):
    """Numbers that belong together and where they come from."""

    sources: tuple[SourceRef, ...] = Field(min_length=1)


class DepthRule(Rule):
    """Depths in mm: steps, the supervised limit, and what skin type and sun damage take off."""

    step_mm: float = Field(gt=0)
    lowest_mm: float = Field(gt=0)
    unsupervised_mm: float = Field(gt=0)
    aged_from_glogau: int
    aged_less_mm: float = Field(ge=0)
    careful_less_mm: float = Field(ge=0)
    darkest_less_mm: float = Field(ge=0)
    face_first_mm: float = Field(gt=0)
    grade_one_as: Id


class CarefulSkin(Rule):
    """From which Fitzpatrick type on skin is planned with more care; an unknown type counts as the darkest."""

    from_type: int = Field(ge=1, le=6)
    darkest_from_type: int = Field(ge=1, le=6)


class CourseRule(Rule):
    """How many sessions where no concern says otherwise."""

    sessions: int = Field(ge=1)


class IntervalRule(Rule):
    """Shortest days between two needlings of the same field."""

    days: int = Field(ge=1)
    careful_days: int
    careful_concerns: tuple[Id, ...]
    body_field_cm2: float
    hair_days: int
    hair_concerns: tuple[Id, ...]


class PatchRule(Rule):
    """The test patch: its size and how long careful skin is watched."""

    area_cm2: float = Field(gt=0)
    careful_days: int = Field(ge=1)


class FirstBodyRule(Rule):
    """The first session on a body area: one block, and the days of its reviews."""

    block_cm2: float = Field(gt=0)
    review_days: tuple[int, ...]


class FieldRule(Rule):
    """How much skin one visit covers, and how far apart visits for other fields lie.

    Without numbing cream it is the back (``back_share_percent`` of the body surface) in ``back_parts``;
    ``assumed_surface_m2`` sizes an area of unknown size.
    """

    numbed_cm2: float = Field(gt=0)
    back_share_percent: float = Field(gt=0)
    back_parts: int = Field(ge=1)
    assumed_surface_m2: float = Field(gt=0)
    gap_days: int = Field(ge=1)


class CalendarRule(Rule):
    """How far past the first day that could be a later one is still looked for."""

    horizon_days: int = Field(ge=28)


class SunRule(Rule):
    """Time in the sun that is planned: ``rule`` judges the tan that follows, the care lines the days before it.

    ``words`` in the label of days to avoid tell that they are spent in the sun.
    """

    rule: Id
    words: tuple[str, ...]
    after: Id
    after_careful: Id


class FinishRule(Rule):
    """A day to be done by: how long skin takes to settle, and when the result is judged."""

    settled_days: int = Field(ge=1)
    judged_months: int = Field(ge=1)


class PauseRule(Rule):
    """A product that rests around each session; the care lines named hold the days.

    ``product`` narrows it to one choice of the question; what is prescribed *always*, or *sometimes*, rests only if
    its prescriber agrees; ``name`` is what the sentence calls it.
    """

    question: Id
    product: Id | None = None
    prescribed: Literal["always", "sometimes", "never"]
    name: str = Field(min_length=3)
    stop: Id
    again_face: Id
    again_body: Id


class PlanningRules(Entry):
    """All numbers of the planning arithmetic."""

    depth: DepthRule
    careful: CarefulSkin
    course: CourseRule
    interval: IntervalRule
    patch: PatchRule
    first_body: FirstBodyRule
    fields: FieldRule
    calendar: CalendarRule
    sun: SunRule
    finish: FinishRule
    pauses: tuple[PauseRule, ...]
    end_point: str = Field(min_length=3)
    scar_end_point: str = Field(min_length=3)

    @model_validator(mode="after")
    def _longest(self) -> Self:
        if self.interval.careful_days < self.interval.days:
            raise ValueError("careful skin never waits a shorter interval")
        return self
