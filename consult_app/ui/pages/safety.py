"""Step 5, the safety check: everything found, why, what to do, from which source, and what was decided about it."""

from typing import ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from consult_app.clinical.consultation import Decision
from consult_app.clinical.decisions import confirmed, decisions_to_review
from consult_app.clinical.explaining import explain
from consult_app.clinical.summary import Summary
from consult_app.ui.background import Background
from consult_app.ui.consultation.rule_views import finding_rule
from consult_app.ui.large_text import is_large
from consult_app.ui.page import FooterAction, KeyHint, StepPage
from consult_app.ui.pages.decision_form import DecisionChoices, DecisionForm, decidable
from consult_app.ui.pages.safety_ahead import assumption, later_title, look_ahead_day, matrix_rows
from consult_app.ui.pages.safety_answers import AnswerPanel, ConsentQuestions
from consult_app.ui.pages.safety_findings import FindingList
from consult_app.ui.pages.safety_head import SafetyHead
from consult_app.ui.pages.safety_outlook import DECIDE, JUMP
from consult_app.ui.pages.safety_sheet import SafetySheet, scrolling
from consult_app.ui.pages.safety_ways import WaysPanel
from consult_app.ui.pages.safety_words import OPEN, REFERRAL, answer_target, finding_groups
from consult_app.ui.state import ConsultationState
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.outcome_matrix import MatrixRow, OutcomeMatrix
from consult_app.ui.widgets.rule_panel import RulePanel
from consult_app.ui.widgets.tab_order import keep_tab_order
from consult_app.ui.widgets.text import label

SIDE_WIDTH, LARGEST_WIDTH = 377, 1440
LETTER, DECISION = "letter", "decision"
RULE_AS_SIGNED = "Signed under protocol {}. The rule as it is now may read otherwise; see Protocol."


class SafetyPage(StepPage):
    """Headline and findings on the sheet; outcomes by area and the decision form beside it."""

    step: ClassVar[str] = "safety"
    title: ClassVar[str] = "Safety check"
    parts: ClassVar[frozenset[str]] = frozenset()
    has_rail: ClassVar[bool] = False
    hints: ClassVar[tuple[KeyHint, ...]] = (
        KeyHint(("↑", "↓"), "Move"),
        KeyHint(("Enter",), "Open answer"),
        KeyHint(("Ctrl", "M"), "Write letter"),
    )

    def __init__(self, state: ConsultationState, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._narrow = False
        self._matrix_shown: tuple[tuple[MatrixRow, ...], str, str] | None = None
        self.head, self.list, self.ways, self.matrix = (
            SafetyHead(),
            FindingList(),
            WaysPanel(background),
            OutcomeMatrix(),
        )
        self.form, self.rule_panel = DecisionForm(self._choices()), RulePanel()
        self.answers, self.consent = AnswerPanel(state.catalogue), ConsentQuestions(state.catalogue)
        self.sheet = SafetySheet(self.head, self.answers, (self.list, self.consent), self.ways)
        self._side, self._overview, self._outcomes = QStackedWidget(), QWidget(), QWidget()
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        self._lay_out_side()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sheet, 1)
        row.addWidget(self._side)
        self.setMaximumWidth(LARGEST_WIDTH)

    def _lay_out_side(self) -> None:
        self._outcomes_column = QVBoxLayout(self._outcomes)
        self._outcomes_column.setContentsMargins(0, 0, 0, 0)
        self._outcomes_column.setSpacing(4)
        self._outcomes_column.addWidget(label("Outcome by area", "strong"))
        self._outcomes_column.addWidget(self.matrix)
        self._beside = QVBoxLayout(self._overview)
        self._beside.setContentsMargins(24, 8, 24, 16)
        self._beside.setSpacing(16)
        self._beside.addWidget(self._outcomes)
        self._beside.addWidget(self.form)
        self._beside.addStretch(1)
        self._side.setObjectName("safety_side")
        self._side.setProperty("rule", "left")
        self._side_scroll = scrolling(self._overview)
        self._side.addWidget(self._side_scroll)
        self._side.addWidget(self.rule_panel)
        self._side.setFixedWidth(current_theme().px(SIDE_WIDTH))

    def _connect(self) -> None:
        self.ways.wanted.connect(self._follow)
        self.ways.changed.connect(self._keep_order)
        self.list.answer_wanted.connect(self._open_answer)
        self.list.source_wanted.connect(self._open_rule)
        self.list.review_wanted.connect(self._confirm_again)
        self.list.moved.connect(self.sheet.bring_into_view)
        self.rule_panel.closed.connect(self._close_rule)
        self.form.recorded.connect(self._record)
        self.answers.changed.connect(lambda answers: self.state.update(answers=answers))
        self.consent.changed.connect(lambda answers: self.state.update(answers=answers))
        self.answers.closed.connect(self._focus_back)

    # Showing

    def refresh(self) -> None:
        """Show what the rules make of the answers now; what is being written stays."""
        summary = self.state.summary
        self.head.show_summary(summary)
        self.sheet.show_summary(summary)
        self.answers.show_state(self.state)
        self.consent.show_state(self.state)
        self.form.show_choices(self._choices())
        self.list.setVisible(summary is not None)
        self._outcomes.setVisible(summary is not None)
        if self.isVisible():
            self._show_found()
        self.footer_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Catch up with the answers: rows are made and ways searched for only while the page is looked at."""
        super().showEvent(event)
        self._show_found()

    def _show_found(self) -> None:
        summary = self.state.summary
        if summary is not None:
            if self.list.show_groups(finding_groups(summary, self.state.consultation, self.state.catalogue)):
                self._keep_order()
            self._show_matrix(summary)
        self.ways.show_summary(summary)

    def _keep_order(self) -> None:
        keep_tab_order(self.answers, self.sheet.tabs, self.list, self.consent, self.ways, self.form, self.rule_panel)

    def _show_matrix(self, summary: Summary) -> None:
        day = None if self.state.is_frozen else look_ahead_day(summary)
        rows = matrix_rows(summary, self.state.consultation, self.state.catalogue, day)
        shown = (rows, later_title(day), assumption(summary, day))
        if shown != self._matrix_shown:
            self._matrix_shown = shown
            self.matrix.show_rows(*shown)

    def _choices(self) -> DecisionChoices:
        case, summary = self.state.consultation, self.state.summary
        own = case.practitioner.role
        return DecisionChoices(
            as_of=case.as_of,
            findings=decidable(summary.findings) if summary else {},
            contacts={role: contact.name for role, contact in case.contacts.items()},
            own_name=case.practitioner.name or "",
            own_roles=(own,) if own else tuple(self.state.catalogue.practice.roles) or ("practitioner",),
            areas=tuple((area.key, area.name) for area in summary.areas) if summary else (),
        )

    # Acting

    def _open_answer(self, name: str) -> None:
        """Open the answer behind a finding, or ask an open question in place."""
        summary = self.state.summary
        if name.startswith(REFERRAL):
            self.jump.emit(f"areas.{name.removeprefix(REFERRAL)}")
        elif name.startswith(OPEN):
            question = name.removeprefix(OPEN)
            if not (self.show_question(question) or self.answers.ask(question, self.state)):
                self.jump.emit(question)
        elif summary is not None:
            target = answer_target(summary.findings[int(name)].finding, self.state.catalogue)
            if not self.show_question(target):
                self.jump.emit(target)

    def _follow(self, target: str) -> None:
        """Go where a link of the outlook leads: a question, the decision form, or another step."""
        if target.startswith(DECIDE):
            self._open_form()
            self.form.take_up(target.removeprefix(DECIDE))
            self._side_scroll.ensureWidgetVisible(self.form.record)
            self._side_scroll.ensureWidgetVisible(self.form.finding)
        elif target.startswith(JUMP):
            self.jump.emit(target.removeprefix(JUMP))
        else:
            self._open_answer(target)

    def _open_form(self) -> None:
        self._side.setCurrentIndex(0)
        self._side.show()

    def _focus_back(self) -> None:
        """Put the keyboard back where the question was opened from."""
        (self.sheet.tabs if self.sheet.shows_ways else self.list).setFocus()

    def _open_rule(self, name: str) -> None:
        if self.state.summary is None:
            return
        finding = self.state.summary.findings[int(name)].finding
        if self.state.is_frozen:
            self.toast.emit(RULE_AS_SIGNED.format(self.state.summary.protocol_version), False)
            return
        why = explain(finding, self.state.consultation, self.state.catalogue)
        self.rule_panel.show_rule(finding_rule(why))
        self._side.setCurrentWidget(self.rule_panel)
        self._side.show()
        self.rule_panel.close_button.setFocus()

    def _close_rule(self) -> None:
        self._side.setCurrentIndex(0)
        self._side.setVisible(not self._narrow)
        self.list.setFocus()

    def _record(self, entry: Decision) -> None:
        self.state.update(decisions=(*self.state.consultation.decisions, entry))
        self.toast.emit("Clearance recorded" if entry.kind == "clearance" else "Override recorded", False)
        self._side.setVisible(not self._narrow)

    def _confirm_again(self, name: str) -> None:
        """Record anew what was decided about a finding before its answer or rule changed."""
        case, summary = self.state.consultation, self.state.summary
        if summary is None:
            return
        line = summary.findings[int(name)]
        old = [each for each, _ in decisions_to_review(case, (line.finding,))]
        allowed = [each for each in old if each.kind == "clearance" or not line.override_refusal]
        new = (confirmed(each, line.finding, case.practitioner, case.as_of) for each in allowed)
        self.state.update(decisions=(*case.decisions, *new))
        self.toast.emit("Confirmed again", True)

    # What the window asks

    def footer_actions(self) -> tuple[FooterAction, ...]:
        """The letter where somebody has to be asked; in the smallest window also the decision."""
        summary = self.state.summary
        letter = FooterAction(LETTER, "Write clearance letter", "mail", enabled=bool(summary and summary.letters))
        decide = FooterAction(DECISION, "Record a decision", "edit")
        return (decide, letter) if self._narrow else (letter,)

    def run_action(self, action: str) -> None:
        """Go to the letter, or open the decision form as a panel."""
        if action == LETTER:
            self.jump.emit("clearance_letter")
        elif action == DECISION:
            self._side.setCurrentIndex(0)
            self._side.setVisible(self._side.isHidden())
            self.form.finding.setFocus()

    def show_question(self, name: str) -> bool:
        """Focus one of the questions on consent, which are answered here."""
        part = self.consent.show_question(name)
        if part is not None:
            self.sheet.show_found()
            self.sheet.bring_into_view(part)
        return part is not None

    def first_focus(self) -> QWidget | None:
        """Start on the first finding."""
        return next(iter(self.list.rows.values()), None)

    def commit(self) -> None:
        """Hand over what is still being typed."""
        self.answers.flush()
        self.consent.flush()
        self.form.flush()

    def set_narrow(self, narrow: bool) -> None:
        """Put the outcomes over the findings and open the form as a panel in the smallest window, or for large text."""
        narrow = narrow or is_large()
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._outcomes_column.setContentsMargins(*((24, 8, 24, 12) if narrow else (0, 0, 0, 0)))
        self.sheet.set_narrow(self._outcomes if narrow else None)
        if not narrow:
            self._beside.insertWidget(0, self._outcomes)
        self._side.setVisible(not narrow)
        self.footer_changed.emit()
