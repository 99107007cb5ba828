"""Cross-checks of general rules, authorisations and the clinic's settings: what names what."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.entries import SourceRef
from consult_app.clinical.general_rules import unknown_figures


def dangling(catalogue: Catalogue) -> tuple[str, ...]:
    """Every reference that leads nowhere, by entry."""
    return (
        *_general_rules(catalogue),
        *_authorisations(catalogue),
        *_measures(catalogue),
        *(f"clinic.yaml: {problem}" for problem in _settings(catalogue)),
    )


def _general_rules(catalogue: Catalogue) -> Iterator[str]:
    for rule in catalogue.general_rules.values():
        yield from _sources(rule.id, rule.sources, catalogue)
        for path in unknown_figures(rule, catalogue.planning):
            yield f"{rule.id}: statement: {path} is no number of the planning rules"


def _authorisations(catalogue: Catalogue) -> Iterator[str]:
    known = catalogue.authorisations
    yield from _sources(known.id, known.sources, catalogue)
    for kind in known.outside:
        yield from _sources(f"{known.id}: {kind.id}", kind.sources, catalogue)
    for device in known.devices:
        for use in device.uses:
            place = f"{known.id}: {device.id}"
            yield from _sources(place, use.sources, catalogue)
            yield from _unknown(place, "area", use.areas, catalogue.areas)
            yield from _unknown(place, "concern", use.concerns, catalogue.concerns)


def _measures(catalogue: Catalogue) -> Iterator[str]:
    for concern in catalogue.concerns.values():
        yield from _unknown(f"{concern.id}: measure_with", "instrument", concern.measure_with, catalogue.instruments)


def _settings(catalogue: Catalogue) -> Iterator[str]:
    practice = catalogue.practice
    yield from _zone(practice.practice.time_zone)
    yield from _unknown("areas_offered", "area", practice.areas_offered, catalogue.areas)
    for name, role in practice.roles.items():
        place = f"roles.{name}.medical_only_concerns"
        yield from _unknown(place, "concern", role.medical_only_concerns, catalogue.concerns)
    for number, device in enumerate(practice.devices, 1):
        yield from _unknown(f"devices[{number}].areas", "area", device.areas or (), catalogue.areas)
        if device.us_authorisation and not catalogue.authorisations.device(device.us_authorisation):
            yield f"devices[{number}].us_authorisation: {device.us_authorisation} is no authorised device"
    stocked = [stock.id for stock in practice.products]
    yield from _unknown("products", "product", stocked, catalogue.anaesthesia.products)


def _zone(name: str) -> Iterator[str]:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield f"practice.time_zone: {name} is no time zone"


def _sources(place: str, refs: Iterable[SourceRef], catalogue: Catalogue) -> Iterator[str]:
    yield from _unknown(f"{place}: sources", "source", (ref.id for ref in refs), catalogue.sources)


def _unknown(place: str, kind: str, names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    listed = set(known)
    for name in names:
        if name not in listed:
            yield f"{place}: {name} is no {kind}"
