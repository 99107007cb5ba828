"""The places a client may ask for: areas and sides by name, and how each piece of the body map stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consult_app.clinical.areas import Region
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Side, overlaps
from consult_app.ui.theme import Outcome
from consult_app.ui.widgets.body_map import RegionView

FACE_OPENER = "front:head"
NO_RANGE = "No depth range has been published for it."
_VIEWS = {"face": "face", "body_front": "front", "body_back": "back"}


@dataclass(frozen=True)
class Place:
    """An area, or one side of a paired area, with the pieces of artwork that show it."""

    id: str
    side: Side | None
    name: str
    regions: tuple[str, ...]
    offered: bool
    reason: str

    @property
    def key(self) -> str:
        """The area's key, as a request carries it."""
        return f"{self.id}.{self.side}" if self.side else self.id


@dataclass(frozen=True)
class Mark:
    """How a chosen area is marked: its number, and an outcome where it is held back on its own."""

    number: int
    outcome: Outcome | None


def places(catalogue: Catalogue) -> tuple[Place, ...]:
    """Every area or side in the protocol's order, those the clinic does not offer among them."""
    sides: tuple[Side, ...] = ("left", "right")
    return tuple(
        _place(catalogue, name, side)
        for name, area in catalogue.areas.items()
        for side in (sides if area.sides else (None,))
    )


def _place(catalogue: Catalogue, name: str, side: Side | None) -> Place:
    area = catalogue.areas[name]
    offered = area.offered or name in catalogue.practice.areas_offered
    drawn = tuple(f"{_VIEWS[region.file]}:{region.region}" for region in area.regions if _on(region, side))
    return Place(name, side, area.name(side), drawn, offered, "" if offered else area.us_status)


def _on(region: Region, side: Side | None) -> bool:
    return side is None or region.region.endswith(f".{side}")


def place_at(region: str, known: Iterable[Place]) -> Place | None:
    """The place a piece of artwork belongs to, or None where nothing is offered."""
    return next((place for place in known if region in place.regions), None)


def region_views(known: Iterable[Place], marks: Mapping[str, Mark]) -> tuple[RegionView, ...]:
    """How every piece of artwork stands; ``marks`` are those of the requested areas by key."""
    views = [RegionView(FACE_OPENER, "Face: opens the face map")]
    for place in known:
        mark = next((mark for key, mark in marks.items() if overlaps(key, place.key)), Mark(0, None))
        views += [RegionView(region, place.name, mark.number, mark.outcome, place.offered) for region in place.regions]
    return tuple(views)


def drawn_name(region: str) -> str:
    """The name of a piece of artwork no area covers: Left forearms becomes *left forearms*."""
    plain, _, side = region.partition(":")[2].replace("_", " ").partition(".")
    return f"{side} {plain}".strip()
