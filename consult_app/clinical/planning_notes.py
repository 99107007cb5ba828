"""The sentences that stand beside a plan: every limit that shaped it, with its source."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from consult_app.clinical.area_notes import area_notes
from consult_app.clinical.areas import Concern
from consult_app.clinical.contraindications import Watch
from consult_app.clinical.course import AreaToPlan, Circumstances, PlannedArea, Visit
from consult_app.clinical.dates import shift, short_date
from consult_app.clinical.depth import bone_caps, lowering
from consult_app.clinical.planning_rules import PlanningRules
from consult_app.clinical.reasons import Reason
from consult_app.clinical.scheduling import watch_words


def notes(
    areas: Sequence[AreaToPlan],
    planned: Sequence[PlannedArea],
    case: Circumstances,
    rules: PlanningRules,
    *,
    concerns: Mapping[str, Concern],
    watches: Sequence[Watch],
) -> Iterator[Reason]:
    """What limits depth, size and choice, area by area and then for the client."""
    for area in planned:
        yield area.ceiling_reason
        yield from _hand_set(area, case, rules)
        if area.us_status.status != "authorised":
            yield Reason(f"{area.name}: {area.us_status.words}", area.us_status.sources)
    yield from case.cautions
    yield from bone_caps(areas)
    yield from area_notes(areas, concerns, case.device_kind)
    yield from _concern_notes(areas, concerns, rules)
    if less := lowering(case, rules):
        text = f"First session {less:g} mm shallower, at most {rules.depth.face_first_mm:g} mm on the face"
        yield Reason(f"{text}; deeper only if it leaves no marks.", rules.depth.sources)
    if case.glogau is not None and case.glogau >= rules.depth.aged_from_glogau:
        yield Reason("Sun-aged skin: the fewest passes, and rather a longer interval.", rules.depth.sources)
    if watches:
        yield Reason(f"Test patch first, watched for {watch_words(watches)}.", rules.patch.sources)
    if case.watched_until:
        text = f"The test patch already done is watched until {short_date(case.watched_until)}"
        yield Reason(f"{text}; no session before that day.", rules.patch.sources)
    if any(area.group == "body" for area in planned):
        block = rules.first_body.block_cm2
        days = " and ".join(str(day) for day in rules.first_body.review_days)
        text = f"First session on the body: one block of {block:g} cm² on each area, looked at on days {days}."
        yield Reason(text, rules.first_body.sources)
    for area in planned:
        if area.area_cm2 is None:
            yield Reason(f"{area.name}: size not known. Measure it before the first session.", rules.fields.sources)


def _hand_set(area: PlannedArea, case: Circumstances, rules: PlanningRules) -> Iterator[Reason]:
    wish = case.choices.depth_mm.get(area.key)
    if wish is None:
        return
    if wish > area.ceiling_mm:
        yield Reason(f"{area.name}: {wish:g} mm was set and is held at {area.ceiling_mm:g} mm.", rules.depth.sources)
    elif not area.first_mm.low <= wish <= area.depth_mm.high:
        why = case.choices.depth_reason.get(area.key, "no reason given")
        yield Reason(f"{area.name}: {wish:g} mm was set outside the advised band ({why}).")


def _concern_notes(
    areas: Sequence[AreaToPlan], concerns: Mapping[str, Concern], rules: PlanningRules
) -> Iterator[Reason]:
    for area in areas:
        name = area.area.name(area.request.side)
        for asked in area.request.concerns:
            concern = concerns[asked.id]
            if not concern.offered:
                yield Reason(f"{name}: {concern.label} is not offered and is left out.", concern.sources)
            elif concern.planned_as or (concern.needs_grade and asked.grade == 1):
                text = f"{name}: {concern.label} of grade 1 is colour, not contour, and is planned as dark marks."
                yield Reason(text, rules.depth.sources)
            if concern.supervised:
                yield Reason(f"{name}: {concern.label} only with medical supervision.", concern.sources)


def field_note(limit_cm2: float, fields: int, case: Circumstances, rules: PlanningRules) -> Reason:
    """Why the skin is split into fields."""
    limit = f"{limit_cm2:.0f} cm²"
    why = (
        "numbed" if case.numbed else "without numbing cream" if case.body_surface_m2 else "while body size is not known"
    )
    text = f"One visit covers at most {limit} {why}, so the skin is split into {fields} fields"
    return Reason(f"{text}, {rules.fields.gap_days} days or more apart.", rules.fields.sources)


def finish_note(last: date, rules: PlanningRules) -> Reason:
    """What a day to be done by means: settled skin on that day, the result only later."""
    finish = rules.finish
    judged = short_date(shift(last, months=finish.judged_months))
    text = f"The skin needs {finish.settled_days} days to settle after the last session"
    return Reason(f"{text}; the result is judged {finish.judged_months} months after it, on {judged}.", finish.sources)


def moved_notes(visits: Sequence[Visit], case: Circumstances, rules: PlanningRules) -> Iterator[Reason]:
    """Days that were asked for, or came first, and could not be kept."""
    first = next((visit for visit in visits if visit.kind == "session" and visit.date), None)
    wanted = case.session.date if case.session else None
    if first and first.date and wanted and first.date != wanted:
        text = f"The first session moves from {short_date(wanted)} to {short_date(first.date)}"
        yield Reason(f"{text}, the first day that may be.", rules.patch.sources)
    for visit in visits:
        name = visit.key.replace("_", " ").capitalize()
        yield from (Reason(f"{name} {reason.text}", reason.sources) for reason in visit.moved)
        asked = case.choices.dates.get(visit.key)
        if asked and visit.date and asked != visit.date:
            yield Reason(f"{short_date(asked)} cannot be kept; the visit stands on {short_date(visit.date)}.")
