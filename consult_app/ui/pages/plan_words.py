"""What the session plan says about an area: its limits, size and device; and how one choice is set."""

from consult_app.clinical.consultation import AreaRequest, DeviceChoice, PlanChoices
from consult_app.clinical.course import PlannedArea
from consult_app.clinical.decisions import awaited
from consult_app.clinical.summary import AreaLine, Summary
from consult_app.ui.state import ConsultationState
from consult_app.ui.theme import OUTCOMES, Outcome
from consult_app.ui.widgets.depth_slider import DepthView

SHOWN_OPEN = 3
KINDS = {"pen": "Another pen", "stamp": "A stamp", "roller": "A roller", "rf": "A radiofrequency device"}


def set_up(summary: Summary, key: str) -> PlannedArea | None:
    """The area's plan; an area that waits without a date is not set up yet."""
    planned = summary.plan.area(key)
    return planned if planned and not planned.waits_for else None


def with_choice(plan: PlanChoices, part: str, key: str, value: float | str | None) -> PlanChoices:
    """The plan with one choice of one area set, or taken back where ``value`` is None."""
    chosen = {name: kept for name, kept in getattr(plan, part).items() if name != key}
    return plan.model_copy(update={part: chosen if value is None else {**chosen, key: value}})


def depth_view(planned: PlannedArea, device: float | None) -> DepthView:
    """The depth line of an area: needling starts under the band in places, and that is advised too."""
    low = min(planned.first_mm.low, planned.first_start_mm)
    return DepthView(planned.set_mm, low, planned.first_mm.high, planned.ceiling_mm, device)


def limit_words(planned: PlannedArea) -> str:
    """Why the depth ends where it does."""
    said = planned.ceiling_reason.text.removeprefix(f"{planned.name}: ")
    return f"{said[:1].upper()}{said[1:]}"


def outside_words(key: str, outcome: Outcome, summary: Summary) -> str:
    """Why an area is not set up: what it waits for, what is not answered, or what stands against it."""
    planned = summary.plan.area(key)
    if planned:
        return f"In this plan without dates. Waits {awaited(planned.waits_for)}."
    if outcome == "incomplete":
        names = [line.label for line in summary.open_questions]
        more = f" and {len(names) - SHOWN_OPEN} more" if len(names) > SHOWN_OPEN else ""
        return f"Not in this plan yet. Not answered: {', '.join(names[:SHOWN_OPEN])}{more}."
    return summary.plan.not_planned.get(key, "Not in this plan yet")


def bone_words(planned: PlannedArea) -> str:
    """The lower cap over bone; where the bone lies stands with all that shaped the plan."""
    cap = planned.bone_cap_mm
    return f"Over bone to {cap:g} mm" if cap is not None and cap < planned.ceiling_mm else ""


def us_words(planned: PlannedArea) -> str:
    """The US status in short; in full it stands with all that shaped the plan."""
    if planned.us_status.why == "instructions":
        return "Off-label for this device"
    return {"off_label": "Off-label in the US", "authorised": "Authorised in the US"}.get(
        planned.us_status.status, "US status not known"
    )


def size_words(request: AreaRequest | None, line: AreaLine) -> str:
    """Grade or severity and size, as they stand under an area's name."""
    concern = request.concerns[0] if request and request.concerns else None
    graded = f"Grade {concern.grade}" if concern and concern.grade else (concern.severity if concern else "") or ""
    size = (
        f"{'about ' if line.estimated else ''}{line.area_cm2:g} cm²" if line.area_cm2 is not None else "size not known"
    )
    words = ", ".join(part for part in (graded, size) if part)
    return f"{words[:1].upper()}{words[1:]}"


def device_options(state: ConsultationState) -> list[tuple[str, str]]:
    """The clinic's devices, then the kinds of device that stand in no file."""
    own = [(device.id, device.label) for device in state.catalogue.practice.devices]
    return [*own, *KINDS.items()]


def device_key(state: ConsultationState) -> str:
    """The option the consultation's device stands for; empty for a pen nobody chose."""
    device = state.consultation.device
    return device.kind if isinstance(device, DeviceChoice) else device or ""


def as_outcome(word: str) -> Outcome:
    """An outcome as the theme knows it; anything else reads as Incomplete."""
    return next((outcome for outcome in OUTCOMES if outcome == word), "incomplete")


def device_limit(state: ConsultationState) -> float | None:
    """The deepest the chosen device goes in mm; None where that is not known."""
    device = state.consultation.device
    if isinstance(device, DeviceChoice):
        return device.max_depth_mm
    known = state.catalogue.practice.device(device) if device else None
    return known.max_depth_mm if known else None


def end_points(state: ConsultationState, planned: PlannedArea) -> list[tuple[str, str]]:
    """The end points to choose from: the one set, and those of the protocol."""
    rules = state.catalogue.planning
    return [(words, words) for words in dict.fromkeys((planned.end_point, rules.end_point, rules.scar_end_point))]
