"""The catalogue: the whole checked knowledge of one protocol version, together with the clinic's own settings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pydantic import BaseModel

from consult_app.clinical.adverse_events import AdverseEvents
from consult_app.clinical.anaesthesia import AnaesthesiaRules
from consult_app.clinical.areas import Area, Concern
from consult_app.clinical.authorisation import Authorisations
from consult_app.clinical.care_protocol import CareProtocol
from consult_app.clinical.contraindications import Contraindication, questions_of
from consult_app.clinical.entries import Entry, Protocol, Source
from consult_app.clinical.general_rules import GeneralRule
from consult_app.clinical.instruments import Instrument, NotEmbedded
from consult_app.clinical.numbing_reference import NumbingReference
from consult_app.clinical.planning_rules import PlanningRules
from consult_app.clinical.practice import Practice
from consult_app.clinical.questions import Question, Row
from consult_app.clinical.row_answers import row_keys
from consult_app.clinical.ruleset import Rule, ruleset
from consult_app.clinical.traps import Kind, Traps
from consult_app.clinical.trouble_signs import Trouble
from consult_app.clinical.turning import Clock, clocks


@dataclass(frozen=True)
class Catalogue:
    """All knowledge by id; ``digest`` changes with any knowledge file, ``clinic_digest`` with the clinic's.

    ``clinic_changes`` tells by finding key how the clinic's file changed that outcome, and who decided it.
    """

    protocol: Protocol
    digest: str
    clinic_digest: str | None
    sources: Mapping[str, Source]
    rows: tuple[Row, ...]
    contraindications: tuple[Contraindication, ...]
    areas: Mapping[str, Area]
    concerns: Mapping[str, Concern]
    instruments: Mapping[str, Instrument]
    not_embedded: Mapping[str, NotEmbedded]
    anaesthesia: AnaesthesiaRules
    numbing_reference: NumbingReference
    trouble_signs: Mapping[str, Trouble]
    planning: PlanningRules
    care: CareProtocol
    adverse_events: AdverseEvents
    traps: Traps
    general_rules: Mapping[str, GeneralRule]
    authorisations: Authorisations
    practice: Practice
    clinic_changes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by id, in the order of their rows."""
        return questions_of(self.contraindications)

    @cached_property
    def row_keys(self) -> Mapping[str, str]:
        """The key of the row each question is asked in."""
        return row_keys(self.contraindications, self.questions.values())

    @cached_property
    def ruleset(self) -> tuple[Rule, ...]:
        """The contraindication entries made ready for checking."""
        return ruleset(self.contraindications)

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """What in the contraindication entries goes by the day."""
        return clocks(self.contraindications, self.questions)

    @cached_property
    def rules(self) -> Mapping[str, Contraindication]:
        """The contraindication entries by id."""
        return {entry.id: entry for entry in self.contraindications}

    @cached_property
    def holders(self) -> Mapping[Kind, Mapping[str, str]]:
        """Everything that can hold the program to its word against a trap: by kind, each id with its words."""
        care = self.care
        lines = (*care.before, *care.session, *care.after, *care.advice, *care.red_flags)
        return {
            "rule": _labels(self.rules.values()),
            "product": _labels(self.anaesthesia.products.values()),
            "general": _labels(self.general_rules.values()),
            "concern": _labels(self.concerns.values()),
            "care": {line.id: line.text for line in lines},
            "event": {event.id: event.label for event in self.adverse_events.events},
            "reference": _names(NumbingReference),
            "planning": _names(PlanningRules),
            "setting": _names(Practice),
        }

    def overdue(self, as_of: date) -> tuple[Entry, ...]:
        """Entries whose review is overdue; a warning, never a reason not to judge."""
        entries: tuple[Entry, ...] = (
            *self.contraindications,
            *self.areas.values(),
            *self.concerns.values(),
            *self.instruments.values(),
            *self.not_embedded.values(),
            *self.general_rules.values(),
            *self.trouble_signs.values(),
            self.numbing_reference,
            self.adverse_events,
            self.traps,
            self.authorisations,
        )
        return tuple(entry for entry in entries if entry.review_by < as_of)


def _labels(entries: Iterable[Entry]) -> dict[str, str]:
    return {entry.id: entry.label for entry in entries}


def _names(model: type[BaseModel]) -> dict[str, str]:
    return {name: name.replace("_", " ") for name in model.model_fields}
