"""Loading the knowledge: every file read, every problem collected, and no catalogue while one stands."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

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
from consult_app.knowledge.references import dangling
from consult_app.knowledge.yaml_text import parse
from consult_app.resources import resource_path

M = TypeVar("M", bound=BaseModel)


@dataclass
class Reading:
    """One pass over the knowledge files: their bytes for the digest, and every problem found."""

    root: Path
    problems: list[str] = field(default_factory=list)
    seen: dict[str, bytes] = field(default_factory=dict)

    def content(self, name: str) -> Any:
        """The parsed content of one file, None when it cannot be read."""
        path = self.root / name
        try:
            self.seen[name] = path.read_bytes()
            text = self.seen[name].decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(f"{name}: cannot be read ({type(error).__name__})")
            return None
        value, problems = parse(text)
        self.problems += [f"{name}: {problem}" for problem in problems]
        return value

    def one(self, name: str, model: type[M]) -> M | None:
        """A file that holds one map."""
        return self._checked(name, "", self.content(name), model)

    def many(self, pattern: str, model: type[M], key: Callable[[M], object]) -> tuple[M, ...]:
        """All entries of the files that match, in file order; an id given twice is a problem."""
        entries: dict[object, M] = {}
        for name in sorted(path.relative_to(self.root).as_posix() for path in self.root.glob(pattern)):
            for place, value in _members(self.content(name)):
                entry = self._checked(name, place, value, model)
                if entry is not None and key(entry) in entries:
                    self.problems.append(f"{name}: {key(entry)}: is given twice")
                elif entry is not None:
                    entries[key(entry)] = entry
        if not entries and not self.problems:
            self.problems.append(f"{pattern}: nothing found")
        return tuple(entries.values())

    def _checked(self, name: str, place: str, value: Any, model: type[M]) -> M | None:
        if value is None:
            return None
        try:
            return model.model_validate(value)
        except ValidationError as error:
            self.problems += [f"{name}: {place}{problem}" for problem in described(error)]
            return None

    def digest(self) -> str:
        """SHA-256 over every file's name and bytes."""
        total = hashlib.sha256()
        for name in sorted(self.seen):
            total.update(name.encode() + b"\0" + hashlib.sha256(self.seen[name]).digest())
        return total.hexdigest()


def _members(content: Any) -> Iterator[tuple[str, Any]]:
    if content is None:
        return
    for index, value in enumerate(content if isinstance(content, list) else [content], 1):
        name = value.get("id") or value.get("number") if isinstance(value, Mapping) else None
        yield f"{name or f'entry {index}'}: ", value


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
    protocol = reading.one("protocol.yaml", Protocol)
    rows = reading.many("rows.yaml", Row, lambda row: row.number)
    sources = reading.many("sources.yaml", Source, lambda entry: entry.id)
    areas = reading.many("areas.yaml", Area, lambda entry: entry.id)
    concerns = reading.many("concerns.yaml", Concern, lambda entry: entry.id)
    rules = reading.many("contraindications/*.yaml", Contraindication, lambda entry: entry.id)
    instruments = reading.many("instruments/*.yaml", Instrument, lambda entry: entry.id)
    not_embedded = reading.many("instruments_not_embedded.yaml", NotEmbedded, lambda entry: entry.id)
    anaesthesia = reading.one("protocols/anaesthesia.yaml", AnaesthesiaRules)
    planning = reading.one("protocols/planning.yaml", PlanningRules)
    numbing_reference = reading.one("protocols/numbing_reference.yaml", NumbingReference)
    trouble_signs = reading.many("trouble_signs.yaml", Trouble, lambda entry: entry.id)
    care = reading.one("aftercare/care.yaml", CareProtocol)
    adverse_events = reading.one("adverse_events.yaml", AdverseEvents)
    traps = reading.one("traps.yaml", Traps)
    general_rules = reading.many("general_rules.yaml", GeneralRule, lambda entry: entry.id)
    authorisations = reading.one("authorisations.yaml", Authorisations)
    practice, clinic_problems = read_practice(clinic_text)
    found = (*reading.problems, *clinic_problems)
    if found or not (
        protocol
        and anaesthesia
        and numbing_reference
        and planning
        and care
        and adverse_events
        and traps
        and authorisations
        and practice
    ):
        return None, found
    stated = (*rules, *practice.additions)
    overlay = overlaid(tightened(stated, practice), practice.changes)
    catalogue = Catalogue(
        protocol=protocol,
        digest=reading.digest(),
        clinic_digest=hashlib.sha256(clinic_text.encode()).hexdigest() if clinic_text is not None else None,
        sources=_by_id(sources),
        rows=rows,
        contraindications=overlay.rules,
        areas=_by_id(areas),
        concerns=_by_id(concerns),
        instruments=_by_id(instruments),
        not_embedded=_by_id(not_embedded),
        anaesthesia=anaesthesia,
        numbing_reference=numbing_reference,
        trouble_signs=_by_id(trouble_signs),
        planning=planning,
        care=care,
        adverse_events=adverse_events,
        traps=traps,
        general_rules=_by_id(general_rules),
        authorisations=authorisations,
        practice=practice,
        clinic_changes=overlay.words,
    )
    problems = (
        *(f"clinic.yaml: {problem}" for problem in overlay.problems),
        *dangling(catalogue),
        *inconsistencies(catalogue, stated),
    )
    return (None, problems) if problems else (catalogue, ())


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
