"""Step 6, the session plan: areas with their depths, numbing cream, and the visits on real days."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QTabBar, QVBoxLayout, QWidget

from consult_app.clinical.course import TreatmentPlan
from consult_app.clinical.dates import short_date
from consult_app.clinical.decisions import awaited
from consult_app.clinical.summary import Summary
from consult_app.ui.large_text import is_large
from consult_app.ui.page import KeyHint, StepPage
from consult_app.ui.pages.plan_areas import AreaTable
from consult_app.ui.pages.plan_columns import NARROW, WIDE
from consult_app.ui.pages.plan_course import CoursePanel
from consult_app.ui.pages.plan_numbing import NumbingPanel
from consult_app.ui.pages.plan_numbing_questions import NumbingQuestions
from consult_app.ui.pages.plan_visits import earliest_day
from consult_app.ui.state import ConsultationState
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.notices import EmptyState, ErrorPanel
from consult_app.ui.widgets.tab_order import keep_tab_order
from consult_app.ui.widgets.text import label, rule

NUMBING_WIDTH, WIDEST = 384, 1440
NOT_RUN = ("Rules could not run", "Incomplete. Your record is safe. Nothing is planned until the rules run again.")


class PlanPage(StepPage):
    """Everything set here goes to the consultation's plan, numbing, booking and days to avoid."""

    step = "plan"
    title = "Session plan"
    hints = (
        KeyHint(("←", "→"), "Depth, 0.05 mm"),
        KeyHint(("Tab",), "Next field"),
        KeyHint(("Ctrl", "S"), "Save now"),
    )

    def __init__(self, state: ConsultationState, parent: QWidget | None = None) -> None:
        self._is_large = False
        super().__init__(state, parent)
        self.areas, self.numbing, self.course = AreaTable(state), NumbingPanel(state), CoursePanel(state)
        self.questions = NumbingQuestions(state)
        self._note, self._shaped = label("", "small", "second"), label("", "small", "second", wrap=True)
        self._note_icon = IconView("info", 18)
        self._stopped = ErrorPanel(*NOT_RUN)
        self._empty = EmptyState("document", "No area chosen yet", "Choose areas first.", "Open areas & goals")
        self._empty.acted.connect(lambda: self.jump.emit("areas"))
        self.areas.clearance_wanted.connect(lambda: self.jump.emit("safety"))
        self.areas.remade.connect(self._keep_order)
        self._narrow = False
        self._tabs = QTabBar()
        for words in ("Sessions", "Numbing cream"):
            self._tabs.addTab(words)
        self._tabs.setDrawBase(False)
        self._tabs.setAccessibleName("Sessions or numbing cream")
        self._tabs.currentChanged.connect(lambda _at: self._show_tab())
        self._body = self._sheet()
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._body)
        self._scroll = scroll
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        for notice in (self._stopped, self._empty):
            column.addWidget(notice)
        column.addWidget(scroll, 1)
        column.addStretch()

    def _head(self) -> QWidget:
        head = QWidget()
        head.setProperty("rule", "below")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setMinimumHeight(current_theme().px(48))
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        row.addWidget(label(self.title, "title"))
        row.addStretch()
        row.addWidget(self._note_icon)
        row.addWidget(self._note)
        return head

    def _sheet(self) -> QWidget:
        sheet, split = QWidget(), QHBoxLayout()
        sheet.setMaximumWidth(WIDEST)
        self._divider = rule(upright=True)
        split.setSpacing(0)
        for part in (self.numbing, self._divider):
            split.addWidget(part)
        split.addWidget(self.course, 1)
        self._reasons = QWidget()
        shaped = QVBoxLayout(self._reasons)
        shaped.setContentsMargins(24, 12, 24, 16)
        shaped.addWidget(label("What shaped this plan", "small_strong"))
        shaped.addWidget(self._shaped)
        self._referred = label("", "small", "second", wrap=True)
        self._refer_title = label("Refer to somebody else", "small_strong")
        self._refer_title.setContentsMargins(0, 8, 0, 0)
        for words in (self._refer_title, self._referred):
            shaped.addWidget(words)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.areas)
        column.addWidget(self._tabs)
        column.addLayout(split)
        column.addWidget(self.questions)
        column.addWidget(rule())
        column.addWidget(self._reasons)
        column.addStretch()
        return sheet

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Another text size wants another layout, once Qt has told every part of it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._is_large != is_large():
            QTimer.singleShot(0, self, self.refresh)

    def refresh(self) -> None:
        """Show the plan as the rules make it now; without them nothing is shown as planned."""
        summary = self.state.summary
        asked = bool(self.state.consultation.areas)
        self._stopped.setVisible(summary is None)
        self._empty.setVisible(summary is not None and not asked)
        self._scroll.setVisible(summary is not None and asked)
        words = "" if summary is None else wait_words(summary)
        self._note.setText(words)
        self._note.setWordWrap(is_large())
        self._note_icon.setVisible(bool(words))
        if summary is None or not asked:
            return
        self._is_large = is_large()
        self.areas.set_stacked(self._is_large)
        self.course.set_stacked(self._is_large)
        self.areas.show_plan(summary)
        self.numbing.show_plan(summary)
        self.questions.show_answers()
        self.course.show_plan(summary)
        self._shaped.setText(shaped_words(summary.plan))
        self._show_referrals(summary)
        self._reasons.setVisible(bool(summary.plan.constraints or summary.referrals))
        self._show_tab()

    def first_focus(self) -> QWidget | None:
        """The first area's settings, which stand above everything else."""
        return self.areas.first_control()

    def _keep_order(self) -> None:
        """Rows that were made after what stands below them come before it for Tab too."""
        keep_tab_order(self.areas, self._tabs, self.numbing, self.course, self.questions)

    def _show_referrals(self, summary: Summary) -> None:
        self._referred.setText("\n".join(each.words for each in summary.referrals))
        for part in (self._refer_title, self._referred):
            part.setVisible(bool(summary.referrals))

    def set_narrow(self, narrow: bool) -> None:
        """In the smallest window, and for large text, cream and sessions are two tabs."""
        self._narrow = narrow
        self.areas.set_widths(NARROW if narrow else WIDE)
        self._show_tab()

    def show_question(self, name: str) -> bool:
        """Bring one of the numbing questions into view."""
        found = self.questions.show_question(name)
        if found is None:
            return False
        self._tabs.setCurrentIndex(1)
        self._scroll.ensureWidgetVisible(found)
        return True

    def commit(self) -> None:
        """Hand over everything that is settling or still being typed."""
        for part in (self.areas, self.numbing, self.questions, self.course):
            part.commit()

    def _show_tab(self) -> None:
        cream, tabs = self._tabs.currentIndex() == 1, self._narrow or self._is_large
        self._tabs.setVisible(tabs)
        self._divider.setVisible(not tabs)
        self.numbing.setVisible(not tabs or cream)
        self.course.setVisible(not tabs or not cream)
        self.questions.setVisible(self.questions.is_asked and (not tabs or cream))
        width = current_theme().px(NUMBING_WIDTH)
        self.numbing.setMinimumWidth(0 if tabs else width)
        self.numbing.setMaximumWidth(WIDEST if tabs else width)


def wait_words(summary: Summary) -> str:
    """The line at the top: from when on needling may happen, where that is not today."""
    plan = summary.plan
    earliest = earliest_day(plan)
    if earliest and earliest > summary.as_of:
        return f"No needling before {short_date(earliest)}, not even a test patch"
    if plan.areas and earliest is None:
        return f"No needling yet: waits {awaited(plan.areas[0].waits_for)}"
    if (first := plan.first_session) and first.date is None:
        return "No date yet: see what the sessions wait for"
    if summary.areas and not plan.areas:
        return "No area can be planned as things stand"
    return ""


def shaped_words(plan: TreatmentPlan) -> str:
    """Every limit that shaped the plan, one a line."""
    return "\n".join(reason.text for reason in plan.constraints)
