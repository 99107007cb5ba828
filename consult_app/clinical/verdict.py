"""The verdict algebra: levels, findings, open questions, and the one operation that combines verdicts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum


class Level(IntEnum):
    """What the practitioner does next, mildest first."""

    TREAT = 0
    PRECAUTIONS = 1
    DEFER = 2
    CLEARANCE = 3
    DO_NOT_TREAT = 4

    @property
    def outcome(self) -> str:
        """The level as an outcome word."""
        return self.name.lower()


INCOMPLETE = "incomplete"
OUTCOMES = ("treat", "precautions", INCOMPLETE, "defer", "clearance", "do_not_treat")
"""All outcomes, mildest first."""


@dataclass(frozen=True)
class Finding:
    """One outcome of a rule that holds for this client.

    ``level`` is an outcome word or ``note``; ``areas`` are the keys it concerns, empty for the whole person.
    ``assumed`` names the follow-ups that were missing and taken at their strictest. ``test_patch_done`` is the day of
    the patch that is under watch for this finding; None while one is still to come. ``basis`` is the digest of the
    rule and the facts it rests on, which a decision about it keeps.
    """

    id: str
    outcome_id: str
    label: str
    level: str
    scope: str
    areas: tuple[str, ...] = ()
    not_before: date | None = None
    until: str = ""
    lapses_on: date | None = None
    because: str = ""
    advice: str = ""
    client_text: str = ""
    letter_question: str = ""
    assumed: tuple[str, ...] = ()
    lifted_by: tuple[str, ...] = ()
    overridable: bool = False
    test_patch_days: int = 0
    test_patch_months: int = 0
    test_patch_done: date | None = None
    effective_from: date | None = None
    review_by: date | None = None
    question: str = ""
    basis: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """Rule and outcome together, as decisions name a finding."""
        return f"{self.id}.{self.outcome_id}" if self.outcome_id else self.id

    @property
    def blocks(self) -> bool:
        """True for deferrals and everything stricter."""
        return self.level in ("defer", "clearance", "do_not_treat")

    @property
    def holds_up_needling(self) -> bool:
        """True for what blocks the treatment; what speaks of a numbing cream alone blocks the cream."""
        return self.blocks and self.scope != "anaesthetic"


@dataclass(frozen=True, order=True)
class OpenQuestion:
    """A question without an answer and the level its answer could still reach."""

    id: str
    level: Level


@dataclass(frozen=True)
class Verdict:
    """A range of levels with its reasons; ``Verdict()`` is the neutral element of ``combine``."""

    proven: Level = Level.TREAT
    possible: Level = Level.TREAT
    latest: date | None = None
    until: frozenset[str] = frozenset()
    precautions: frozenset[str] = frozenset()
    findings: frozenset[Finding] = field(default_factory=frozenset)
    open: frozenset[OpenQuestion] = frozenset()

    def __or__(self, other: "Verdict") -> "Verdict":
        """The higher level, the later date and the union of reasons, each for itself."""
        return combine((self, other))

    @property
    def outcome(self) -> str:
        """The outcome word shown: proven from defer up, else incomplete while an open question could reach defer."""
        if self.proven >= Level.DEFER:
            return self.proven.outcome
        if any(question.level >= Level.DEFER for question in self.open):
            return INCOMPLETE
        if self.open:
            return Level.PRECAUTIONS.outcome
        return self.proven.outcome

    @property
    def permits(self) -> bool:
        """True when treatment may go ahead on the rules alone."""
        return self.outcome in ("treat", "precautions")

    @property
    def not_before(self) -> date | None:
        """The latest date among deferrals and dated clearances; shown with defer and clearance only."""
        return self.latest if self.outcome in ("defer", "clearance") else None

    @property
    def open_questions(self) -> tuple[str, ...]:
        """Ids of the open questions, those that could do most first."""
        highest: dict[str, Level] = {}
        for question in self.open:
            highest[question.id] = max(question.level, highest.get(question.id, Level.TREAT))
        return tuple(sorted(highest, key=lambda name: (-highest[name], name)))


def waiting(level: Level, questions: Iterable[str]) -> Verdict:
    """What an outcome of this level adds while it is not known: nothing proven, and the questions it waits for."""
    return Verdict(possible=level, open=frozenset(OpenQuestion(name, level) for name in questions))


def combine(verdicts: Iterable[Verdict]) -> Verdict:
    """All verdicts as one: highest level, latest date, union of reasons; none gives the neutral verdict."""
    parts = tuple(verdicts)
    if len(parts) < 2:
        return parts[0] if parts else Verdict()
    return Verdict(
        proven=max(part.proven for part in parts),
        possible=max(part.possible for part in parts),
        latest=max((part.latest for part in parts if part.latest), default=None),
        until=frozenset().union(*[part.until for part in parts]),
        precautions=frozenset().union(*[part.precautions for part in parts]),
        findings=frozenset().union(*[part.findings for part in parts]),
        open=frozenset().union(*[part.open for part in parts]),
    )


def strictest(outcomes: Iterable[str]) -> str:
    """The strictest of several outcome words; none gives *treat*."""
    return max(outcomes, key=OUTCOMES.index, default=OUTCOMES[0])
