"""The places an answer may name: the requested areas first, then every other area, then elsewhere."""

from consult_app.clinical.admission import ELSEWHERE
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation

SIDES = ("left", "right")


def places(consultation: Consultation, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Area keys with their names; one side of a paired area stands right after the whole."""
    every = {key: name for area in catalogue.areas.values() for key, name in _sides(area.id, catalogue)}
    requested = {request.key: every[request.key] for request in consultation.areas if request.key in every}
    return (*(requested | every).items(), (ELSEWHERE, "Elsewhere"))


def _sides(area_id: str, catalogue: Catalogue) -> list[tuple[str, str]]:
    area = catalogue.areas[area_id]
    both = [(area_id, area.name(None))]
    return both + [(f"{area_id}.{side}", area.name(side)) for side in SIDES] if area.sides else both
