"""The program's own knowledge as its files state it: read, put together and proven, before any clinic's settings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from consult_app.clinical.adverse_events import AdverseEvents
from consult_app.clinical.anaesthesia import AnaesthesiaRules
from consult_app.clinical.areas import Area, Concern
from consult_app.clinical.authorisation import Authorisations
from consult_app.clinical.care_protocol import CareProtocol
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.contraindications import Contraindication
from consult_app.clinical.entries import Protocol, Source
from consult_app.clinical.general_rules import GeneralRule
from consult_app.clinical.instruments import Instrument, NotEmbedded
from consult_app.clinical.numbing_reference import NumbingReference
from consult_app.clinical.planning_rules import PlanningRules
from consult_app.clinical.practice import Practice
from consult_app.clinical.questions import Row
from consult_app.clinical.traps import Traps
from consult_app.clinical.trouble_signs import Trouble
from consult_app.knowledge.consistency import inconsistencies
from consult_app.knowledge.reading import Reading
from consult_app.knowledge.references import dangling
from consult_app.resources import resource_path


@dataclass(frozen=True)
class Stated:
    """The parts of the catalogue by their names there, the rules, the digest of the files, and every problem."""

    parts: dict[str, Any]
    rules: tuple[Contraindication, ...]
    digest: str
    problems: tuple[str, ...]

    def catalogue(
        self,
        practice: Practice,
        rules: Iterable[Contraindication],
        clinic_digest: str | None = None,
        clinic_changes: Mapping[str, str] | None = None,
    ) -> Catalogue:
        """The catalogue of a practice, by the rules as they stand there."""
        return Catalogue(
            digest=self.digest,
            clinic_digest=clinic_digest,
            contraindications=tuple(rules),
            practice=practice,
            clinic_changes=clinic_changes or {},
            **self.parts,
        )


@cache
def own_knowledge() -> Stated:
    """The knowledge the program brings along. Its files do not change while the program runs, so it is read once."""
    return read_knowledge(resource_path("knowledge"))


def read_knowledge(root: Path) -> Stated:
    """The knowledge in a folder, with every problem of its files, its references and its examples."""
    reading = Reading(root)
    parts = _parts(reading)
    rules = reading.many("contraindications/*.yaml", Contraindication)
    if protocol := parts["protocol"]:
        reading.check_counts(protocol.entries)
    stated = Stated(parts, rules, reading.digest(), tuple(reading.problems))
    if stated.problems:
        return stated
    catalogue = stated.catalogue(Practice(format=1), rules)
    return Stated(parts, rules, stated.digest, (*dangling(catalogue), *inconsistencies(catalogue, rules)))


def _parts(reading: Reading) -> dict[str, Any]:
    """Every part of the catalogue that one file or folder holds, under its name there; None where it cannot be read."""
    return {
        "protocol": reading.one("protocol.yaml", Protocol),
        "rows": reading.many("rows.yaml", Row, "number"),
        "sources": _by_id(reading.many("sources.yaml", Source)),
        "areas": _by_id(reading.many("areas.yaml", Area)),
        "concerns": _by_id(reading.many("concerns.yaml", Concern)),
        "instruments": _by_id(reading.many("instruments/*.yaml", Instrument)),
        "not_embedded": _by_id(reading.many("instruments_not_embedded.yaml", NotEmbedded)),
        "anaesthesia": reading.one("protocols/anaesthesia.yaml", AnaesthesiaRules),
        "numbing_reference": reading.one("protocols/numbing_reference.yaml", NumbingReference),
        "trouble_signs": _by_id(reading.many("trouble_signs.yaml", Trouble)),
        "planning": reading.one("protocols/planning.yaml", PlanningRules),
        "care": reading.one("aftercare/care.yaml", CareProtocol),
        "adverse_events": reading.one("adverse_events.yaml", AdverseEvents),
        "traps": reading.one("traps.yaml", Traps),
        "general_rules": _by_id(reading.many("general_rules.yaml", GeneralRule)),
        "authorisations": reading.one("authorisations.yaml", Authorisations),
    }


def _by_id(entries: Iterable[Any]) -> dict[str, Any]:
    return {entry.id: entry for entry in entries}
