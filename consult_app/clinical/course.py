"""What a treatment plan is made from, and what it holds: areas, visits and the reasons for both."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from consult_app.clinical.areas import Area, DepthRange
from consult_app.clinical.consultation import AreaRequest, Avoid, Booking, PlanChoices
from consult_app.clinical.contraindications import Watch
from consult_app.clinical.reasons import Reason
from consult_app.clinical.us_status import NOT_JUDGED, UsStatus

VisitKind = Literal["test_patch", "session", "review"]


@dataclass(frozen=True)
class AreaToPlan:
    """A requested area as it comes from the safety check.

    ``earliest`` is the first day it may be needled, None while it waits for a clearance or an event (``waits_for``);
    ``max_depth_mm`` is a depth a clearance was limited to, ``max_depth_why`` by whom; ``refer`` tells where it leads
    when it is not planned.
    """

    request: AreaRequest
    area: Area
    area_cm2: float | None
    estimated: bool
    may_plan: bool
    why_not: str = ""
    earliest: dt.date | None = None
    waits_for: str = ""
    max_depth_mm: float | None = None
    max_depth_why: str = "as the clearance says"
    us_status: UsStatus = NOT_JUDGED
    refer: str = ""

    @property
    def key(self) -> str:
        """The area key."""
        return self.request.key


@dataclass(frozen=True)
class Circumstances:
    """The client's skin, the device, the room and the calendar; what is None is not known or sets no limit.

    ``numbed`` tells that numbing cream is planned and ``numbing_limit_cm2`` the most skin its product allows;
    ``findings`` are the rules that hold and ``watches`` the test patches they still ask for; no session falls
    before ``watched_until``, the day the watch over patches already done ends. No ``weekdays`` means any day.
    ``device_limit`` names where the device's limit stands; ``cautions`` are what the clinic's own settings have to say
    about the plan.
    """

    as_of: dt.date
    skin_type: int | None = None
    past_pih: bool = False
    findings: frozenset[str] = frozenset()
    glogau: int | None = None
    device_kind: str = "pen"
    device_max_mm: float | None = None
    device_limit: str = "the limit of the device"
    cautions: tuple[Reason, ...] = ()
    supervised: bool = False
    role_max_mm: float | None = None
    numbed: bool = False
    numbing_limit_cm2: float | None = None
    body_surface_m2: float | None = None
    watches: tuple[Watch, ...] = ()
    watched_until: dt.date | None = None
    avoid: tuple[Avoid, ...] = ()
    closed: frozenset[dt.date] = frozenset()
    weekdays: frozenset[str] = frozenset()
    session: Booking | None = None
    choices: PlanChoices = field(default_factory=PlanChoices)


@dataclass(frozen=True)
class PlannedArea:
    """One area of the plan: depths in mm, passes, end point, number of sessions.

    ``first_mm`` is the band of the first session, ``depth_mm`` that of later ones if the skin settled well; needling
    starts at ``first_start_mm`` or ``start_mm`` and goes up until the end point shows.
    """

    key: str
    name: str
    plain_name: str
    group: str
    concerns: tuple[str, ...]
    depth_mm: DepthRange
    first_mm: DepthRange
    start_mm: float
    first_start_mm: float
    ceiling_mm: float
    ceiling_reason: Reason
    passes: int
    end_point: str
    area_cm2: float | None
    estimated: bool
    sessions: int
    us_status: UsStatus
    bone_cap_mm: float | None = None
    bone_note: str = ""
    chosen_mm: float | None = None
    earliest: dt.date | None = None
    waits_for: str = ""

    @property
    def set_mm(self) -> float:
        """The depth to show: the practitioner's choice, else where needling starts."""
        return self.first_start_mm if self.chosen_mm is None else self.chosen_mm


@dataclass(frozen=True)
class VisitArea:
    """What is done to one area on one visit.

    ``part`` names the piece where it is not the whole, ``share_percent`` how much of the area it is; None where the
    area's size is not known.
    """

    key: str
    depth_mm: DepthRange
    start_mm: float
    ceiling_mm: float
    passes: int
    end_point: str
    area_cm2: float | None
    part: str = ""
    share_percent: float | None = None


@dataclass(frozen=True)
class Visit:
    """One visit; ``date`` is None while it waits. ``key`` names it for a date set by hand.

    ``waits_for`` says what a visit without a date needs first, ``aim`` the day it would fall on otherwise: a day to
    aim for, never a date; ``moved`` says why its day is later than the calendar alone would have it.
    """

    key: str
    kind: VisitKind
    date: dt.date | None
    number: int
    areas: tuple[VisitArea, ...]
    note: str = ""
    waits_for: tuple[Reason, ...] = ()
    aim: dt.date | None = None
    moved: tuple[Reason, ...] = ()

    @property
    def around(self) -> dt.date | None:
        """The visit's day, else the one aimed for."""
        return self.date or self.aim


@dataclass(frozen=True)
class Reminder:
    """Something the client does on a day around a visit; ``date`` is None while the visit has none."""

    visit: str
    date: dt.date | None
    reason: Reason


@dataclass(frozen=True)
class Offer:
    """Another course that comes near what was wished; ``plan`` is whole and as safe as the first."""

    kind: Literal["later", "fewer", "after"]
    reason: Reason
    plan: "TreatmentPlan"


@dataclass(frozen=True)
class TreatmentPlan:
    """The whole course. ``not_planned`` maps an area key to why it stands outside the plan.

    ``fields`` is into how many visits one session's skin is split; ``binding`` says what keeps a wish from being met,
    ``offers`` what can be had instead.
    """

    areas: tuple[PlannedArea, ...]
    visits: tuple[Visit, ...]
    not_planned: Mapping[str, str]
    interval_days: int | None
    interval_reason: Reason | None
    sessions: int
    sessions_reason: Reason | None
    constraints: tuple[Reason, ...]
    fields: int = 1
    binding: tuple[Reason, ...] = ()
    offers: tuple[Offer, ...] = ()
    reminders: tuple[Reminder, ...] = ()

    @property
    def sessions_planned(self) -> tuple[Visit, ...]:
        """The sessions in order, test patches and reviews left out."""
        return tuple(visit for visit in self.visits if visit.kind == "session")

    @property
    def first_session(self) -> Visit | None:
        """The first session with a date, else the first session at all; None without one."""
        sessions = self.sessions_planned
        return next((visit for visit in sessions if visit.date), next(iter(sessions), None))

    @property
    def last_day(self) -> dt.date | None:
        """The day of the last session, dated or aimed for; None while one has neither."""
        days = [visit.around for visit in self.sessions_planned]
        known = [day for day in days if day]
        return max(known, default=None) if len(known) == len(days) else None

    @property
    def total_weeks(self) -> int | None:
        """Weeks from the first dated visit to the last dated session, rounded."""
        days = [visit.date for visit in self.visits if visit.date and visit.kind != "review"]
        return round((max(days) - min(days)).days / 7) if days else None

    def area(self, key: str) -> PlannedArea | None:
        """The planned area of that key, or None."""
        return next((area for area in self.areas if area.key == key), None)
