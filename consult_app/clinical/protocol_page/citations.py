"""Sources on the page: how each is cited, who cites it, and what is still to be verified."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.entries import Entry, Source, SourceRef
from consult_app.clinical.planning_rules import Rule
from consult_app.clinical.protocol_page.care_words import undated
from consult_app.clinical.protocol_page.markdown import link
from consult_app.clinical.protocol_page.planning_words import TOPICS

PROVENANCE: Mapping[str, str] = {
    "found": "seen",
    "recalled": "**recalled, to be verified**",
    "seed": "starting text",
    "policy": "clinic default",
}


@dataclass(frozen=True)
class Citing:
    """Something of the protocol that cites sources: its name, where it stands on the page, and what it cites."""

    label: str
    anchor: str
    sources: tuple[SourceRef, ...]


def sources_words(refs: Iterable[SourceRef], catalogue: Catalogue) -> str:
    """The sources of an entry in one line, those that dispute it last."""
    listed = sorted(refs, key=lambda ref: ref.stance != "supports")
    return "; ".join(_cited(ref, catalogue.sources[ref.id]) for ref in listed)


def _cited(ref: SourceRef, source: Source) -> str:
    disputes = "disputes, " if ref.stance == "disputes" else ""
    return f"{link(source.short, source_anchor(source))} ({disputes}{PROVENANCE[source.kind]})"


def numbered(refs: Iterable[SourceRef], catalogue: Catalogue) -> str:
    """The sources of a line by number; what is not seen says so."""
    return f"({', '.join(_number(ref, catalogue.sources[ref.id]) for ref in refs)})"


def _number(ref: SourceRef, source: Source) -> str:
    marks = ["disputes"] if ref.stance == "disputes" else []
    marks += [PROVENANCE[source.kind]] if source.kind in ("recalled", "seed") else []
    return " ".join((link(source_number(source), source_anchor(source)), *marks))


def source_number(source: Source) -> str:
    """The number a source goes by; the clinic default has none."""
    return source.id.removeprefix("ref_").replace("_", " ")


def source_anchor(source: Source) -> str:
    """Where a source stands on the page."""
    return f"source-{source.id}"


def anchor_of(kind: str, entry: Entry) -> str:
    """Where an entry stands on the page."""
    return f"{kind}-{entry.id}"


def citing(catalogue: Catalogue) -> Iterator[Citing]:
    """Everything that cites a source, in the order of the page."""
    for kind, entries in (
        ("general", catalogue.general_rules.values()),
        ("rule", catalogue.contraindications),
        ("area", catalogue.areas.values()),
        ("concern", catalogue.concerns.values()),
        ("instrument", catalogue.instruments.values()),
        ("product", catalogue.anaesthesia.products.values()),
    ):
        yield from (Citing(entry.label, anchor_of(kind, entry), entry.sources) for entry in entries)
    yield Citing("Weight limit of numbing creams", "numbing", catalogue.anaesthesia.weight_limit.sources)
    yield from _planning(catalogue)
    yield from _authorisations(catalogue)
    yield from _numbing(catalogue)
    yield from _harms(catalogue)
    care = catalogue.care
    parts = (
        ("before", care.before),
        ("session", care.session),
        ("after", care.after),
        ("advice", care.advice),
        ("red-flags", care.red_flags),
    )
    for anchor, lines in parts:
        name = anchor.replace("-", " ").capitalize()
        yield from (Citing(f"{name}: {undated(line.text)}", anchor, line.sources) for line in lines)


def _numbing(catalogue: Catalogue) -> Iterator[Citing]:
    known = catalogue.numbing_reference
    for note in (*known.technique, *known.warnings, *known.ceilings):
        yield Citing(f"Numbing: {note.text}", "numbing-reference", note.sources)
    yield Citing("Largest doses by age and weight", "numbing-reference", known.by_age.sources)
    yield Citing("Sizes of skin", "numbing-reference", known.surface.sources)
    for problem in catalogue.trouble_signs.values():
        yield Citing(f"Signs of trouble: {problem.label}", anchor_of("trouble", problem), problem.sources)


def _harms(catalogue: Catalogue) -> Iterator[Citing]:
    known = catalogue.adverse_events
    for event in known.events:
        yield Citing(f"Adverse event: {event.label}", f"event-{event.id}", event.sources)
    yield Citing("What reviews of adverse events count", "adverse", known.totals.sources)
    yield Citing("Reporting", "adverse", known.reporting.sources)
    for trap in catalogue.traps.traps:
        yield Citing(f"Trap: {trap.id.replace('_', ' ')}", f"trap-{trap.id}", trap.sources)


def _planning(catalogue: Catalogue) -> Iterator[Citing]:
    for name, value in catalogue.planning:
        for rule in value if isinstance(value, tuple) else (value,):
            if isinstance(rule, Rule):
                yield Citing(f"Planning: {TOPICS.get(name, name).lower()}", "planning", rule.sources)


def _authorisations(catalogue: Catalogue) -> Iterator[Citing]:
    for device in catalogue.authorisations.devices:
        yield from (Citing(f"{device.label}: {use.label}", "authorised", use.sources) for use in device.uses)
    for kind in catalogue.authorisations.outside:
        yield Citing(kind.label, "authorised", kind.sources)
