"""Cross-checks of general rules, authorisations and the clinic's settings: what names what."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from consult_app.clinical.audience import Audience
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.entries import SourceRef
from consult_app.clinical.general_rules import unknown_figures


def dangling(catalogue: Catalogue) -> tuple[str, ...]:
    """Every reference that leads nowhere, by entry."""
    return (
        *_general_rules(catalogue),
        *_authorisations(catalogue),
        *_measures(catalogue),
        *_care(catalogue),
        *_harms(catalogue),
        *_numbing_reference(catalogue),
        *_traps(catalogue),
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


def _care(catalogue: Catalogue) -> Iterator[str]:
    known = catalogue.care
    for line in (*known.before, *known.after, *known.advice, *known.red_flags):
        yield from _audience(f"{known.id}: {line.id}", line.audience, catalogue)
    for each in (*known.before, *known.session, *known.after, *known.advice, *known.red_flags):
        yield from _sources(f"{known.id}: {each.id}", each.sources, catalogue)


def _harms(catalogue: Catalogue) -> Iterator[str]:
    known = catalogue.adverse_events
    for place, refs in (("totals", known.totals.sources), ("reporting", known.reporting.sources)):
        yield from _sources(f"{known.id}: {place}", refs, catalogue)
    for event in known.events:
        place = f"{known.id}: {event.id}"
        yield from _sources(place, event.sources, catalogue)
        for told in event.client:
            yield from _audience(place, told.audience, catalogue)
    for trouble in catalogue.trouble_signs.values():
        yield from _sources(trouble.id, trouble.sources, catalogue)


def _audience(place: str, audience: Audience, catalogue: Catalogue) -> Iterator[str]:
    yield from _unknown(place, "area", (*audience.areas, *audience.not_areas), catalogue.areas)
    yield from _unknown(place, "entry", audience.findings, catalogue.rules)


def _numbing_reference(catalogue: Catalogue) -> Iterator[str]:
    known = catalogue.numbing_reference
    for note in (*known.technique, *known.warnings, *known.ceilings):
        yield from _sources(f"{known.id}: {note.id}", note.sources, catalogue)
    for table in (known.by_age, known.surface):
        yield from _sources(known.id, table.sources, catalogue)
        yield from _unknown(known.id, "product", (table.product,), catalogue.anaesthesia.products)
    for row in known.surface.rows:
        yield from _unknown(f"{known.id}: surface", "area", row.areas, catalogue.areas)


def _traps(catalogue: Catalogue) -> Iterator[str]:
    for trap in catalogue.traps.traps:
        yield from _sources(f"{catalogue.traps.id}: {trap.id}", trap.sources, catalogue)
    yield from catalogue.traps.unheld(catalogue.holders)


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
