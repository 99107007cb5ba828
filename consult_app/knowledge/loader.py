"""Loading the knowledge: every file read, every problem collected, and no catalogue while one stands."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

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
from consult_app.clinical.overlay import overlaid
from consult_app.clinical.planning_rules import PlanningRules
from consult_app.clinical.practice import Practice
from consult_app.clinical.problems import described
from consult_app.clinical.questions import Row
from consult_app.clinical.tightening import tightened
from consult_app.clinical.traps import Traps
from consult_app.clinical.trouble_signs import Trouble
from consult_app.errors import KnowledgeProblemsError
from consult_app.knowledge.consistency import inconsistencies
from consult_app.knowledge.reading import Reading
from consult_app.knowledge.references import dangling
from consult_app.knowledge.yaml_text import parse
from consult_app.resources import resource_path


def _by_id(entries: Iterable[Any]) -> dict[str, Any]:
    return {entry.id: entry for entry in entries}


def load_catalogue(
    root: Path | None = None, clinic_text: str | None = None
) -> tuple[Catalogue | None, tuple[str, ...]]:
    """The catalogue, or None with every problem named by file and entry.

    ``root`` is the knowledge folder, by default the program's own; ``clinic_text`` the clinic's file, None for a
    practice that has set nothing yet.
    """
    reading = Reading(root or resource_path("knowledge"))
    parts = _parts(reading)
    rules = reading.many("contraindications/*.yaml", Contraindication)
    if protocol := parts["protocol"]:
        reading.check_counts(protocol.entries)
    practice, clinic_problems = read_practice(clinic_text)
    found = (*reading.problems, *clinic_problems)
    if found or practice is None:
        return None, found
    stated = (*rules, *practice.additions)
    overlay = overlaid(tightened(stated, practice), practice.changes)
    catalogue = Catalogue(
        digest=reading.digest(),
        clinic_digest=hashlib.sha256(clinic_text.encode()).hexdigest() if clinic_text is not None else None,
        contraindications=overlay.rules,
        practice=practice,
        clinic_changes=overlay.words,
        **parts,
    )
    problems = (
        *(f"clinic.yaml: {problem}" for problem in overlay.problems),
        *dangling(catalogue),
        *inconsistencies(catalogue, stated),
    )
    return (None, problems) if problems else (catalogue, ())


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


def read_practice(text: str | None) -> tuple[Practice | None, tuple[str, ...]]:
    """The clinic's file as a value, and its problems; no file is a practice that has set nothing yet."""
    if text is None:
        return Practice(format=1), ()
    content, problems = parse(text)
    if problems:
        return None, tuple(f"clinic.yaml: {problem}" for problem in problems)
    try:
        return Practice.model_validate(content), ()
    except ValidationError as error:
        return None, tuple(f"clinic.yaml: {problem}" for problem in described(error))


def catalogue_or_error(clinic_text: str | None = None) -> Catalogue:
    """The program's own catalogue; KnowledgeProblemsError naming every problem when it does not pass its checks."""
    catalogue, problems = load_catalogue(clinic_text=clinic_text)
    if catalogue is None:
        raise KnowledgeProblemsError(
            "The clinical knowledge does not pass its checks, so nothing is judged by it.",
            problems,
            "Mend the entries named, or install the program again.",
        )
    return catalogue
