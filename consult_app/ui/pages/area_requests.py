"""What changes in a consultation when an area or a concern is added, graded or removed."""

from typing import Any

from consult_app.clinical.areas import Concern
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import AreaConcern, AreaRequest, Consultation, Severity, overlaps
from consult_app.ui.pages.area_places import Place
from consult_app.ui.pages.examination import with_new_area

GRADES: dict[Severity, int] = {"mild": 2, "moderate": 3, "severe": 4}
"""The Goodman and Baron grade each severity of acne scars stands for."""


def add_area(consultation: Consultation, catalogue: Catalogue, place: Place) -> dict[str, Any]:
    """The parts that change when a place is asked for; the goal in the client's words holds for it too."""
    request = AreaRequest(id=place.id, side=place.side, goal=shared_goal(consultation))
    answers = with_new_area(consultation, catalogue, place.key)
    return {"areas": (*consultation.areas, request), "answers": answers}


def remove_area(consultation: Consultation, key: str) -> dict[str, Any]:
    """The parts that change when an area is no longer asked for; what was looked at there stays known."""
    scales = {name: given for name, given in consultation.skin.instruments.items() if name.partition("@")[2] != key}
    return {
        "areas": tuple(request for request in consultation.areas if request.key != key),
        "skin": consultation.skin.model_copy(update={"instruments": scales}),
    }


def chosen_at(consultation: Consultation, place: Place) -> AreaRequest | None:
    """The request that covers a place; a paired area asked for whole covers both its sides."""
    return next((request for request in consultation.areas if overlaps(request.key, place.key)), None)


def known_areas(consultation: Consultation, catalogue: Catalogue) -> tuple[AreaRequest, ...]:
    """The requests this protocol has an area for; one made under an older protocol may name another."""
    return tuple(request for request in consultation.areas if request.id in catalogue.areas)


def change_area(consultation: Consultation, key: str, **parts: Any) -> dict[str, Any]:
    """The parts that change when one area's request does."""
    return {
        "areas": tuple(
            request.model_copy(update=parts) if request.key == key else request for request in consultation.areas
        )
    }


def with_concern(request: AreaRequest, concern: AreaConcern) -> tuple[AreaConcern, ...]:
    """The area's concerns with this one added or replaced."""
    if any(one.id == concern.id for one in request.concerns):
        return tuple(concern if one.id == concern.id else one for one in request.concerns)
    return (*request.concerns, concern)


def without_concern(request: AreaRequest, name: str) -> tuple[AreaConcern, ...]:
    """The area's concerns without this one."""
    return tuple(one for one in request.concerns if one.id != name)


def concern_of(request: AreaRequest, name: str) -> AreaConcern | None:
    """The area's concern of that id, or None."""
    return next((one for one in request.concerns if one.id == name), None)


def graded(request: AreaRequest, catalogue: Catalogue) -> tuple[AreaConcern, ...]:
    """The area's concerns that carry a scar grade."""
    return tuple(
        one for one in request.concerns if one.id in catalogue.concerns and catalogue.concerns[one.id].needs_grade
    )


def scar_grade(request: AreaRequest, catalogue: Catalogue) -> int:
    """The highest scar grade of the area, 0 while none is given."""
    return max((one.grade or 0 for one in graded(request, catalogue)), default=0)


def with_scar_grade(request: AreaRequest, catalogue: Catalogue, grade: int) -> tuple[AreaConcern, ...]:
    """The area's concerns with all scars at one grade; 0 takes the grade away."""
    scars = {one.id for one in graded(request, catalogue)}
    return tuple(
        one.model_copy(update={"grade": grade or None}) if one.id in scars else one for one in request.concerns
    )


def severity_of(concern: AreaConcern, known: Concern) -> str:
    """How severe a concern is in words, by its grade where it is graded; empty while not given."""
    if known.needs_grade:
        return next((word for word, grade in GRADES.items() if grade == concern.grade), "")
    return concern.severity or ""


def with_severity(concern: AreaConcern, known: Concern, severity: Severity | None) -> AreaConcern:
    """The concern at this severity, written as a grade where it is graded."""
    if known.needs_grade:
        return concern.model_copy(update={"grade": GRADES[severity] if severity else None})
    return concern.model_copy(update={"severity": severity})


def shared_goal(consultation: Consultation) -> str | None:
    """The goal in the client's words: that of the first area that has one."""
    return next((request.goal for request in consultation.areas if request.goal), None)


def with_goal(consultation: Consultation, goal: str) -> dict[str, Any]:
    """The parts that change with the goal: areas that shared the old one, or had none, get the new one."""
    before = shared_goal(consultation)
    return {
        "areas": tuple(
            request.model_copy(update={"goal": goal or None}) if request.goal in (None, before) else request
            for request in consultation.areas
        )
    }
