"""Recording a clearance or an override: who, in which role, when and why; it stands beside the verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.clinical.consultation import Decision
from consult_app.clinical.explanation import FindingLine
from consult_app.clinical.roles import role_title
from consult_app.ui.pages.decision_conditions import DecisionConditions
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.segmented import Option, Segmented
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import NoteField, TextField

CLEARANCE, OVERRIDE = "clearance", "override"
KINDS = (Option(CLEARANCE, "Cleared by a doctor"), Option(OVERRIDE, "My override"))
REASON_AT_LEAST = 10
NOT_CLEARED = "No doctor's answer lifts this."


@dataclass(frozen=True)
class DecisionChoices:
    """What a decision may be about, and who may be named."""

    as_of: date
    findings: Mapping[str, FindingLine] = field(default_factory=dict)
    contacts: Mapping[str, str] = field(default_factory=dict)
    own_name: str = ""
    own_roles: tuple[str, ...] = ()
    areas: tuple[tuple[str, str], ...] = ()


def decidable(lines: Sequence[FindingLine]) -> dict[str, FindingLine]:
    """The findings a decision may be about, by key: what holds treatment up, and precautions that may be overridden."""
    wanted = [line for line in lines if line.finding.blocks or line.finding.overridable]
    by_key: dict[str, FindingLine] = {}
    for line in wanted:
        by_key.setdefault(line.finding.key, line)
    return by_key


class WhoAndWhen(QWidget):
    """Who decided, and on which day."""

    changed = Signal()

    def __init__(self, kind: str, by: str, day: str, as_of: date) -> None:
        super().__init__()
        self.by, self.day = TextField(by), DateField(day, latest=as_of)
        self.by.edit.setObjectName(f"{kind}_by")
        self.day.edit.setObjectName(f"{kind}_date")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.by, 178, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.day, 142, Qt.AlignmentFlag.AlignTop)
        self.by.edit.textChanged.connect(self.changed)
        self.day.committed.connect(self.changed)

    def flush(self) -> None:
        """Keep what is typed now."""
        self.by.flush()
        self.day.flush()

    def reset(self) -> None:
        """Empty both fields."""
        self.by.reset()
        self.day.reset()


class DecisionForm(QWidget):
    """Record stays off until the entry is complete, and says what is missing; entries are added, never edited."""

    recorded = Signal(object)

    def __init__(self, choices: DecisionChoices) -> None:
        super().__init__()
        self._choices = choices
        self.kind = Segmented("Kind of decision", KINDS)
        self.kind.setObjectName("decision_kind")
        self.finding = ChoiceField("For finding", [], placeholder="Choose the finding")
        self.finding.combo.setObjectName("decision_finding")
        self.finding.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.finding.combo.setMinimumContentsLength(12)
        self.refused = label("", "small", "do_not_treat", wrap=True)
        self.people = {
            CLEARANCE: WhoAndWhen(CLEARANCE, "Cleared by", "Date of reply", choices.as_of),
            OVERRIDE: WhoAndWhen(OVERRIDE, "Decided by", "Date", choices.as_of),
        }
        self.role = ChoiceField("Role", [])
        self.reason = NoteField("Reason, in your own words", placeholder="Needed", lines=2)
        self.conditions = DecisionConditions(choices.as_of)
        self.record, self.missing = Button("Record"), label("", "small", "second", wrap=True)
        self.role.combo.setObjectName("decision_role")
        self.reason.edit.setObjectName("decision_reason")
        self.record.setObjectName("decision_record")
        self._who = QWidget()
        self._lay_out()
        self._connect()
        self.kind.set_value(CLEARANCE)
        self.show_choices(choices)

    def _lay_out(self) -> None:
        who = QVBoxLayout(self._who)
        who.setContentsMargins(0, 0, 0, 0)
        who.setSpacing(8)
        for part in (*self.people.values(), self.role, self.reason, self.conditions):
            who.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.record)
        foot.addWidget(self.missing, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("Record a clearance or override", "strong"))
        for part in (self.kind, self.finding, self.refused, self._who):
            column.addWidget(part)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.kind.chosen.connect(self._kind_changed)
        self.finding.chosen.connect(self._kind_changed)
        self.role.chosen.connect(self._role_changed)
        for who in self.people.values():
            who.changed.connect(self._check)
        self.reason.edit.textChanged.connect(self._check)
        self.record.clicked.connect(self._record)

    def show_choices(self, choices: DecisionChoices) -> None:
        """Offer the findings of today; what is being written stays."""
        self._choices = choices
        self.finding.set_options([(key, line.title) for key, line in choices.findings.items()])
        self.finding.setEnabled(bool(choices.findings))
        for who in self.people.values():
            who.day.set_limits(None, choices.as_of)
        self.conditions.show_areas(choices.areas)
        self._show_roles()
        self._check()

    def take_up(self, finding: str) -> None:
        """Begin a clearance of one finding; an entry begun for another finding keeps its words."""
        self.kind.set_value(CLEARANCE)
        self.finding.set_value(finding)
        self._kind_changed()
        (self.who.day.edit if self.who.by.value else self.who.by.edit).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def who(self) -> WhoAndWhen:
        """The fields of the kind of decision chosen."""
        return self.people[self.kind.value or CLEARANCE]

    @property
    def line(self) -> FindingLine | None:
        """The finding chosen."""
        return self._choices.findings.get(self.finding.value)

    def refusal(self) -> str:
        """Why this kind of decision is not open for the finding chosen, in one sentence."""
        if self.line is None:
            return ""
        if self.kind.value == OVERRIDE:
            return self.line.override_refusal
        return "" if self.line.finding.lifted_by else NOT_CLEARED

    def lacking(self) -> tuple[str, ...]:
        """What the entry still needs."""
        short = len(self.reason.value) < REASON_AT_LEAST
        started = f"a reason of {REASON_AT_LEAST} characters or more" if self.reason.value else "the reason"
        needs = (
            ("the finding", self.line is None),
            ("the name", len(self.who.by.value) < 2),
            ("the date", not self.who.day.value),
            ("the role", not self.role.value),
            (started, short),
        )
        return tuple(name for name, is_missing in needs if is_missing)

    def flush(self) -> None:
        """Keep what is typed now."""
        self.who.flush()
        self.reason.flush()

    def _kind_changed(self) -> None:
        if self.kind.value == OVERRIDE and not self.who.by.value:
            self.who.by.set_value(self._choices.own_name)
            self.who.day.set_value(self._choices.as_of.isoformat())
        self._show_roles()
        self._check()

    def _show_roles(self) -> None:
        lifted = self.line.finding.lifted_by if self.line else ()
        roles = lifted if self.kind.value == CLEARANCE else self._choices.own_roles
        self.role.set_options([(role, role_title(role)) for role in roles])
        if len(roles) == 1 and not self.role.value:
            self.role.set_value(roles[0])
            self._role_changed()

    def _role_changed(self) -> None:
        known = self._choices.contacts.get(self.role.value, "")
        if self.kind.value == CLEARANCE and known and not self.who.by.value:
            self.who.by.set_value(known)
        self._check()

    def _check(self) -> None:
        refusal, lacking = self.refusal(), self.lacking()
        self.refused.setText(refusal)
        self.refused.setVisible(bool(refusal))
        self._who.setVisible(not refusal)
        for kind, who in self.people.items():
            who.setVisible(kind == self.kind.value)
        self.record.setEnabled(not refusal and not lacking)
        self.missing.setText("" if refusal or not lacking else f"Add {_listed(lacking)} first.")
        self.record.setAccessibleDescription(refusal or self.missing.text())

    def _record(self) -> None:
        self.flush()
        if self.line is None or self.refusal() or self.lacking():
            self._check()
            return
        entry = Decision(
            finding=self.line.finding.key,
            kind="override" if self.kind.value == OVERRIDE else "clearance",
            by=self.who.by.value,
            role=self.role.value,
            date=date.fromisoformat(self.who.day.value),
            reason=self.reason.value,
            until=self.conditions.until,
            areas=self.conditions.areas,
            max_depth_mm=self.conditions.max_depth_mm,
            basis=self.line.finding.basis,
        )
        self._clear()
        self.recorded.emit(entry)

    def _clear(self) -> None:
        for who in self.people.values():
            who.reset()
        self.reason.reset()
        self.conditions.reset()
        self.finding.set_value("")
        self.role.set_value("")
        self._check()


def _listed(names: Sequence[str]) -> str:
    return " and ".join(([", ".join(names[:-1])] if len(names) > 1 else []) + [*names[-1:]])
