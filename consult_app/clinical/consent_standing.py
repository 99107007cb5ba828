"""When a consent may be signed, and whether one that was given still covers what is done on a day."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consent import AgreedArea, ConsentScope, scope_of
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.course import TreatmentPlan, Visit
from consult_app.clinical.dates import short_date
from consult_app.clinical.decisions import GoAhead
from consult_app.clinical.summary import Summary, device_words
from consult_app.clinical.treatment_day import TreatmentDay
from consult_app.clinical.treatment_record import AreaTreated, TreatmentRecord

ConsentState = Literal["missing", "signed", "to_confirm", "confirmed", "outgrown", "withdrawn"]


@dataclass(frozen=True)
class KnownConsent:
    """A consent as the records hold it: given on ``date``, confirmed on later days, perhaps withdrawn on one."""

    id: int
    date: dt.date
    scope: ConsentScope
    confirmed: tuple[dt.date, ...] = ()
    withdrawn: dt.date | None = None


@dataclass(frozen=True)
class ConsentStanding:
    """How a client's consent stands to what is planned on a day; ``why`` says in words what keeps it from covering it.

    Only a consent signed that day, or confirmed that day, stands.
    """

    day: dt.date
    state: ConsentState
    why: tuple[str, ...] = ()
    consent: KnownConsent | None = None

    @property
    def stands(self) -> bool:
        """Whether a session of the day has the client's consent."""
        return self.state in ("signed", "confirmed")

    @property
    def may_stand(self) -> bool:
        """Whether it stands, or will with one tick."""
        return self.stands or self.state == "to_confirm"

    @property
    def words(self) -> str:
        """The standing in one or two sentences."""
        signed = f"Signed on {short_date(self.consent.date)}." if self.consent else ""
        return {
            "missing": "No consent is recorded yet.",
            "signed": signed,
            "to_confirm": f"{signed} Confirm it for this visit.",
            "confirmed": f"{signed} Confirmed for this visit.",
            "outgrown": f"A new consent is needed. {' '.join(self.why)}",
            "withdrawn": " ".join(self.why),
        }[self.state]


def consent_standing(known: Iterable[KnownConsent], scope: ConsentScope, day: dt.date) -> ConsentStanding:
    """How the newest consent given by that day stands; an earlier one never takes its place.

    What is planned and not known in full, without an area or a device, is covered by nothing.
    """
    given = [each for each in known if each.date <= day]
    if not given:
        return ConsentStanding(day, "missing")
    newest = max(given, key=lambda each: each.id)
    if newest.withdrawn is not None and newest.withdrawn <= day:
        why = f"The client withdrew the consent on {short_date(newest.withdrawn)}."
        return ConsentStanding(day, "withdrawn", (why,), newest)
    if why_not := tuple(not_covered(newest.scope, scope)):
        return ConsentStanding(day, "outgrown", why_not, newest)
    if newest.date == day:
        return ConsentStanding(day, "signed", consent=newest)
    return ConsentStanding(day, "confirmed" if day in newest.confirmed else "to_confirm", consent=newest)


def not_covered(agreed: ConsentScope, planned: ConsentScope) -> Iterator[str]:
    """What is planned beyond what was agreed, a sentence each: a new area, a deeper band, a device, a risk."""
    if not planned.areas:
        yield "No area is planned."
    for area in planned.areas:
        known = agreed.area(area.key)
        if known is None:
            yield f"{area.name} is new."
        elif area.deepest_mm > known.deepest_mm:
            yield f"{area.name}: up to {area.deepest_mm:.2f} mm now; the consent says {known.deepest_mm:.2f} mm."
    if not planned.device or planned.device != agreed.device:
        yield f"The device is another: {planned.device}." if planned.device else "The device is not known."
    if added := sum(text not in agreed.risks for text in planned.risks):
        yield "One risk is new or worded anew." if added == 1 else f"{added} risks are new or worded anew."


def scope_on(summary: Summary, day: TreatmentDay) -> ConsentScope:
    """What a session of the day needs the client's consent for: the areas open, as deep as planned for that day."""
    whole, bands = scope_of(summary), {area.key: area.high_mm for area in day.areas}
    areas = (
        area.model_copy(update={"deepest_mm": min(area.deepest_mm, bands[area.key])})
        for area in whole.areas
        if area.key in bands
    )
    return whole.model_copy(update={"areas": tuple(areas)})


@dataclass(frozen=True)
class SessionConsent:
    """What a session needs consent for, and what the client gave; ``needed`` is None where that is not known."""

    needed: ConsentScope | None = None
    known: tuple[KnownConsent, ...] = ()

    def standing(self, record: TreatmentRecord, consultation: Consultation, catalogue: Catalogue) -> ConsentStanding:
        """How the consents stand to the session as it is recorded now: its areas, and the device it names."""
        needed = self.needed or ConsentScope()
        keys = {area.key for area in record.areas}
        areas = tuple(area for area in needed.areas if not keys or area.key in keys)
        added = tuple(_unplanned(area, catalogue) for area in record.areas if needed.area(area.key) is None)
        device = needed.device
        if record.device is not None and record.device != consultation.device:
            device = device_words(consultation.model_copy(update={"device": record.device}), catalogue)
        scope = needed.model_copy(update={"areas": areas + added, "device": device})
        return consent_standing(self.known, scope, record.date)


def _unplanned(area: AreaTreated, catalogue: Catalogue) -> AgreedArea:
    """An area that was treated and never planned, at the depth recorded or the least there is."""
    name, _, side = area.key.partition(".")
    known = catalogue.areas.get(name)
    label = known.name(side) if known else area.key
    return AgreedArea(key=area.key, name=label, deepest_mm=area.depth_mm or 0.1)


def first_needling(plan: TreatmentPlan) -> Visit | None:
    """The first visit with needles that has a day, test patch included."""
    dated = [visit for visit in plan.visits if visit.date and visit.kind != "review"]
    return min(dated, key=lambda visit: visit.date or dt.date.max, default=None)


def signing_lock(summary: Summary) -> str:
    """Why the consent of a consultation may not be signed yet, or an empty text on the day it may."""
    planned = {area.key for area in summary.plan.areas}
    ways = [(area.name, area.go_ahead) for area in summary.areas if area.key in planned]
    visit = first_needling(summary.plan)
    return lock_of(ways, visit.date if visit else None, summary.as_of)


def lock_of(planned: Sequence[tuple[str, GoAhead]], first: dt.date | None, day: dt.date) -> str:
    """Why consent may not be signed on a day, by the planned areas by name and the day of the first needling."""
    closed = [name for name, way in planned if not way.open_on(day)]
    if closed:
        return f"Consent unlocks when the safety check lets each planned area go ahead. Not yet: {', '.join(closed)}."
    if first is None or not planned:
        return "Consent unlocks on the day of the first needling. No day is planned yet."
    if first != day:
        return f"Consent unlocks on the day of the first needling, {short_date(first)}."
    return ""
