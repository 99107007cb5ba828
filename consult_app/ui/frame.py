"""The consultation: bars, banner, step list, sheet, verdict and footer around the pages of the seven steps."""

import datetime as dt
from dataclasses import astuple
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.app import App
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.dates import short_date
from consult_app.clinical.workflow import STEPS, next_step, previous_step, progress, unanswered
from consult_app.errors import ConsultError
from consult_app.records.body import to_body
from consult_app.records.papers import PaperOut
from consult_app.records.referring import notes_of_paper
from consult_app.records.values import StoredConsultation
from consult_app.ui.background import Background
from consult_app.ui.destinations import step_for
from consult_app.ui.page import StepPage
from consult_app.ui.pages.handouts import HandoutsPage
from consult_app.ui.read_only import NOTHING_CHANGES, ReadOnly
from consult_app.ui.record_care import RecordCare
from consult_app.ui.reopening import Reopening
from consult_app.ui.saving import Saving
from consult_app.ui.sheet import Sheet, focus_first
from consult_app.ui.shortcuts import bind
from consult_app.ui.state import ConsultationState
from consult_app.ui.steps import PAGES, Surroundings
from consult_app.ui.views import banner_view, step_views, verdict_view
from consult_app.ui.widgets.footer import Action, Footer, FooterView
from consult_app.ui.widgets.identity_banner import BannerView, IdentityBanner
from consult_app.ui.widgets.notices import ErrorPanel
from consult_app.ui.widgets.step_list import StepList
from consult_app.ui.widgets.toast import Toast
from consult_app.ui.widgets.top_bar import ConsultationBar
from consult_app.ui.widgets.verdict_card import VerdictCard, VerdictView

NARROW_BELOW, LOW_BELOW, WIDE_FROM = 1200, 740, 1800
STEPS_WIDE, RAIL, RAIL_NARROW, RAIL_WIDE = 240, 312, 280, 376
NO_PILL = "safety"
TITLES = {step.id: step.title for step in STEPS}
NOT_SAVED, SESSION = "Not saved", "session"


class ConsultationFrame(QWidget):
    """One open consultation. ``left`` follows when everything is saved; ``lock_wanted`` asks to cover the screen.

    ``other_wanted`` asks for another consultation in place of this one, or for this one as it is stored now,
    ``session_wanted`` for its treatment session.
    """

    left = Signal()
    lock_wanted = Signal()
    other_wanted = Signal(int)
    session_wanted = Signal(int)

    def __init__(self, app: App, stored: StoredConsultation, background: Background) -> None:
        super().__init__()
        self.setObjectName("consultation")
        self._app, self._background = app, background
        is_finished = stored.header.status == "finished"
        self.state = ConsultationState(
            stored.consultation, app.catalogue, self, is_read_only=is_finished, carried=stored.carried
        )
        self.saving = Saving(self.state, stored, app.records, background)
        around = Surroundings(background, app.now, app.settings.paper, app.is_demo)
        self.pages = {page.step: page for page in (make(self.state, around) for make in PAGES)}
        self._order, self._step, self._asked_for = tuple(self.pages), "", ""
        self._copied: Consultation | None = None
        self._is_narrow = False
        self._problem: ErrorPanel | None = None
        self._shown_banner: BannerView | None = None
        self._shown_footer: FooterView | None = None
        self._shown_verdict: VerdictView | None = None
        self._make_parts(stored)
        self._care = RecordCare(app, self.state, self.saving, background, self)
        self._lay_out()
        self._connect()
        if is_finished:
            self._close_to_changes()
        first = self.saving.step if self.saving.step in self.pages else self._order[0]
        self.open_step(first)

    @property
    def page(self) -> StepPage:
        """The page that is open."""
        return self.pages[self._step]

    @property
    def was_copied(self) -> bool:
        """Whether everything typed so far was copied out of the window."""
        return self._copied == self.state.consultation

    def open_step(self, step: str) -> None:
        """Open a step; what is typed on the page before is kept first."""
        if step not in self.pages or step == self._step:
            return
        if self._step:
            self.page.commit()
            if self._blocked():
                return
        self._step = step
        self.saving.open_step(step)
        self.look_at_day()
        self._sheet.setCurrentWidget(self.page)
        self._rail.setVisible(self.page.has_rail)
        self._show_all()
        self.focus_sheet()

    def jump(self, name: str) -> None:
        """Open what a name stands for: a step, a question, a detail, or a fact of another step."""
        step = step_for(name, self.state.catalogue)
        if step:
            self.open_step(step)
        if step and name != step:
            self.page.show_question(name)

    def commit(self) -> None:
        """Hand over everything that is still being typed."""
        self.page.commit()

    def look_at_day(self) -> None:
        """See whether another day has begun since."""
        self._reopening.look()

    def leave(self) -> None:
        """Go back to Today once everything is saved."""
        self.commit()
        self.saving.after_saving(lambda ok: self.left.emit() if ok else self.show_not_saved())

    def next_unanswered(self) -> None:
        """Go to the next question without an answer, after the one asked for last."""
        if self.state.assessment is None:
            return
        consultation, catalogue = self.state.consultation, self.state.catalogue
        names = [question.id for question in unanswered(consultation, catalogue, self.state.assessment)]
        order = list(catalogue.questions)
        after = order.index(self._asked_for) if self._asked_for in order else -1
        wanted = next((name for name in names if order.index(name) > after), names[0] if names else "")
        if wanted:
            self._asked_for = wanted
            self.jump(wanted)

    def focus_sheet(self) -> None:
        """Put the keyboard where the page wants it, else on its first control."""
        start = self.page.first_focus()
        if start is not None:
            start.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            focus_first(self.page)

    def next_pane(self) -> None:
        """Move the keyboard on: steps, sheet, rail, footer."""
        panes = [self._steps, self._sheet, self._rail, self._footer, self._reopening]
        panes = [pane for pane in panes if pane.isVisible()]
        here = self.focusWidget()
        at = next((i for i, pane in enumerate(panes) if here and pane.isAncestorOf(here)), -1)
        pane = panes[(at + 1) % len(panes)]
        if pane is self._steps:
            self._steps.row(self._step).setFocus(Qt.FocusReason.OtherFocusReason)
        elif pane is self._sheet:
            self.focus_sheet()
        else:
            focus_first(pane)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay out for the room there is."""
        super().resizeEvent(event)
        self._fit()

    def _make_parts(self, stored: StoredConsultation) -> None:
        self._bar, self._banner, self._footer = ConsultationBar(), IdentityBanner(), Footer()
        began = stored.header.created_at.astimezone(self._app.now().tzinfo)
        self._bar.show_started(f"Started {began:%a} {began.day} {began:%b %Y, %H:%M}")
        self._bar.show_practitioner(self._app.who)
        self._show_saved()
        self._steps = StepList(step_views(self.state, self._order))
        self._verdict, self._rail, self._sheet = VerdictCard(), QWidget(), Sheet()
        self._reopening = Reopening(self.state, self.saving, stored, self._app.today)
        self._toast = Toast(self)
        for page in self.pages.values():
            self._sheet.addWidget(page)

    def _lay_out(self) -> None:
        inner = QVBoxLayout(self._rail)
        inner.setContentsMargins(16, 16, 16, 20)
        inner.addWidget(self._verdict)
        for part, ground, rule in ((self._rail, "canvas", "left"), (self._sheet, "surface", "")):
            part.setProperty("ground", ground)
            part.setProperty("rule", rule)
            part.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._steps)
        body.addWidget(self._sheet, 1)
        body.addWidget(self._rail)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._bar)
        self._column.addWidget(self._banner)
        self._column.addWidget(self._care.notices)
        self._column.addWidget(self._reopening)
        self._column.addLayout(body, 1)
        self._column.addWidget(self._footer)

    def _connect(self) -> None:
        self.state.changed.connect(self._show_all)
        self.state.named.connect(self._show_all)
        self.saving.told.connect(self._show_saved)
        self._bar.back_wanted.connect(self.leave)
        self._bar.lock_wanted.connect(self.lock_wanted)
        self._bar.retry_wanted.connect(self.saving.save)
        self._connect_care()
        self._reopening.said.connect(self._say)
        self._reopening.chosen.connect(self.focus_sheet)
        self._steps.opened.connect(self.open_step)
        self._verdict.question_wanted.connect(self.jump)
        self._footer.back.connect(lambda: self._go(-1))
        self._footer.acted.connect(self._act)
        self._toast.undo_wanted.connect(self.state.undo)
        for page in self.pages.values():
            page.jump.connect(self.jump)
            page.toast.connect(self._say)
            if isinstance(page, HandoutsPage):
                page.issued.connect(self._keep_document)
                self._care.serve(page)
                page.hold_back(self._reopening.hold)
                self._reopening.held.connect(page.hold_back)
            page.footer_changed.connect(self._show_footer)
        for at, step in enumerate(TITLES, 1):
            bind(self, ((f"Alt+{at}", partial(self.open_step, step)),))
        bind(
            self,
            (
                ("Alt+Right", lambda: self._go(1)),
                ("Alt+Left", lambda: self._go(-1)),
                ("Ctrl+S", self._save_now),
                ("Ctrl+Z", self.state.undo),
                ("Ctrl+Shift+Z", self.state.redo),
                ("Ctrl+G", self.next_unanswered),
                ("Ctrl+M", lambda: self.jump("clearance_letter")),
                ("F6", self.next_pane),
            ),
        )

    def _connect_care(self) -> None:
        self._bar.show_draft(is_draft=not self.state.is_read_only)
        self._bar.delete_wanted.connect(self._care.revising.delete)
        self._care.opened.connect(self.other_wanted)
        self._care.asked_for.connect(self._leave_for)
        self._care.gone.connect(self.left)
        self._care.not_saved.connect(self.show_not_saved)
        self._care.said.connect(lambda words: self._say(words, False))

    def _leave_for(self, number: int) -> None:
        """Open another consultation once everything here is saved."""
        self.commit()
        self.saving.after_saving(lambda ok: self.other_wanted.emit(number) if ok else self.show_not_saved())

    def _close_to_changes(self) -> None:
        ReadOnly(self._sheet)
        self.state.refused.connect(lambda: self._toast.say(NOTHING_CHANGES))

    def _say(self, text: str, undo: bool) -> None:
        """What can be undone is a change, and a finished consultation has none."""
        if not (undo and self.state.is_read_only):
            self._toast.say(text, undo=undo)

    def _saved_at(self) -> dt.datetime:
        return self.saving.header.updated_at.astimezone(self._app.now().tzinfo)

    def _show_all(self, *_parts: object) -> None:
        steps = step_views(self.state, self._order)
        self._steps.show_steps(steps, self._step)
        verdict = verdict_view(self.state.summary)
        if verdict != self._shown_verdict:
            self._shown_verdict = verdict
            self._verdict.show_verdict(verdict)
        with_pill = not self.page.has_rail and self._step != NO_PILL
        banner = banner_view(self.state, with_verdict=with_pill, narrow=self._is_narrow)
        if banner != self._shown_banner:
            self._shown_banner = banner
            self._banner.show_client(banner)
        self._show_footer()

    def _show_footer(self) -> None:
        left, line = self._left()
        following = self._neighbour(1)
        actions = [Action(*astuple(item)) for item in self.page.footer_actions()]
        if not following and self.state.consultation.as_of == self._app.today():
            actions.insert(0, Action(SESSION, "Open session", "edit"))
        if following:
            actions.append(Action("next", f"Next: {TITLES[following]}", "", primary=not left))
        view = FooterView(
            tuple(actions),
            tuple((hint.keys, hint.text) for hint in self.page.hints),
            status=line if left else "",
            can_go_back=self._neighbour(-1) != "",
        )
        if view != self._shown_footer:
            self._shown_footer = view
            self._footer.show_view(view)

    def _left(self) -> tuple[int, str]:
        """What the open step still wants: how much, and in words."""
        if self.state.assessment is None:
            return 1, "Rules could not run"
        far = progress(self.state.consultation, self.state.catalogue, self.state.assessment)[self._step]
        return far.left, far.line if far.status != "not_started" else ""

    def _neighbour(self, way: int) -> str:
        beside = next_step(self._step) if way > 0 else previous_step(self._step)
        return beside.id if beside else ""

    def _go(self, way: int) -> None:
        if step := self._neighbour(way):
            self.open_step(step)

    def _open_session(self) -> None:
        """Open the treatment session of today once everything is saved."""
        self.commit()
        number = self.saving.header.id
        self.saving.after_saving(lambda ok: self.session_wanted.emit(number) if ok else self.show_not_saved())

    def _act(self, action: str) -> None:
        if action == "next":
            self._go(1)
        elif action == SESSION:
            self._open_session()
        else:
            self.page.run_action(action)

    def _keep_document(self, name: str, content: bytes, act: str) -> None:
        """Keep the exact bytes of a document that went out, after every change made before it."""
        records, number, made_at = self._app.records, self.saving.header.id, self._app.now().astimezone(dt.UTC)
        notes = notes_of_paper(self.state.summary, name) if self.state.summary else ()
        paper = PaperOut(name, content, made_at, "printed" if act == "print" else "exported", notes)
        self._background.run_records(
            lambda: records.papers.hand_out(number, paper),
            lambda _stored: None,
            lambda _error: self._toast.say("Handed out, but its copy could not be kept. Print or save it again."),
        )

    def _save_now(self) -> None:
        self.commit()
        self.saving.save()

    def _show_saved(self) -> None:
        if self.saving.failed:
            self._bar.show_saved("not_saved")
        elif not self.saving.is_clean:
            self._bar.show_saved("saving")
        else:
            at = self._saved_at()
            self._bar.show_saved("saved", short_date(at.date()) if self.state.is_read_only else f"{at:%H:%M}")
            self._close_problem()

    def _blocked(self) -> bool:
        """A step is not left while the last save failed."""
        if self.saving.failed:
            self.show_not_saved()
        return bool(self.saving.failed)

    def show_not_saved(self) -> None:
        """Say that the last change is not on the disk, with the ways out."""
        self._close_problem()
        actions = (("retry", "Try again"), ("copy", "Copy everything typed"))
        self._problem = ErrorPanel(NOT_SAVED, f"{self.saving.failed} Everything is still in this window.", actions)
        self._problem.acted.connect(self._solve)
        self._column.insertWidget(self._column.indexOf(self._footer), self._problem)

    def show_refused(self, error: ConsultError) -> None:
        """Say why something asked for here cannot be; it stays until the next change is saved."""
        self._close_problem()
        self._problem = ErrorPanel(error.message, error.next_step)
        self._column.insertWidget(self._column.indexOf(self._footer), self._problem)

    def _solve(self, action: str) -> None:
        if action == "retry":
            self.saving.save()
        else:
            QGuiApplication.clipboard().setText(to_body(self.state.consultation))
            self._copied = self.state.consultation
            self._toast.say("Copied. Paste it where it is safe.")

    def _close_problem(self) -> None:
        if self._problem is not None:
            self._problem.hide()
            self._problem.deleteLater()
            self._problem = None

    def _fit(self) -> None:
        width, narrow = self.width(), self.width() < NARROW_BELOW
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self._show_all()
        low = narrow or self.height() < LOW_BELOW
        wide = width >= WIDE_FROM
        self._banner.set_low(low)
        self._footer.set_low(low)
        self._steps.set_narrow(narrow, STEPS_WIDE if wide else 216)
        self._rail.setFixedWidth(RAIL_NARROW if narrow else RAIL_WIDE if wide else RAIL)
        for page in self.pages.values():
            page.set_narrow(narrow)
