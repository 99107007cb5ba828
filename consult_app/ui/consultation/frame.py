"""The open consultation: its pages, the way between them, and what happens around them."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from consult_app.app import App
from consult_app.clinical.dates import short_date
from consult_app.clinical.workflow import unanswered
from consult_app.errors import ConsultError
from consult_app.records.body import to_body
from consult_app.records.values import StoredConsultation
from consult_app.ui.background import Background
from consult_app.ui.consultation.as_signed import FINISHED, AsSigned
from consult_app.ui.consultation.destinations import step_for
from consult_app.ui.consultation.earlier_reactions import EarlierReactions
from consult_app.ui.consultation.frame_parts import FrameParts
from consult_app.ui.consultation.frame_view import NEXT, SESSION, TITLES, FrameView, neighbour
from consult_app.ui.consultation.problem_place import ProblemPlace
from consult_app.ui.consultation.read_only import NOTHING_CHANGES, ReadOnly
from consult_app.ui.consultation.record_care import RecordCare
from consult_app.ui.consultation.reopening import Reopening
from consult_app.ui.consultation.saving import Saving
from consult_app.ui.consultation.saving_shown import SavingShown
from consult_app.ui.consultation.steps import Surroundings, pages
from consult_app.ui.consultation.views import step_views
from consult_app.ui.page import StepPage
from consult_app.ui.pages.handouts import PRINT_ALL, HandoutsPage
from consult_app.ui.sheet import focus_first
from consult_app.ui.shortcuts import bind
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.toast import Toast


class ConsultationFrame(QWidget):
    """One open consultation. ``left`` follows when everything is saved; ``lock_wanted`` asks to cover the screen.

    ``other_wanted`` asks for another consultation in place of this one, or for this one as it is stored now,
    ``session_wanted`` for its treatment session, ``client_view_wanted`` for the page the client reads.
    """

    left = Signal()
    lock_wanted = Signal()
    other_wanted = Signal(int)
    session_wanted = Signal(int)
    client_view_wanted = Signal()

    def __init__(
        self, app: App, stored: StoredConsultation, background: Background, signed: AsSigned | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("consultation")
        self._app, self._step, self._asked_for = app, "", ""
        is_finished = stored.header.status == FINISHED
        self.state = ConsultationState(
            stored.consultation,
            app.catalogue,
            self,
            is_read_only=is_finished,
            carried=stored.carried,
            signed=(signed or AsSigned()) if is_finished else None,
        )
        self.saving = Saving(self.state, stored, app.records, background)
        around = Surroundings(background, app.now, app.settings.paper, app.is_demo)
        self.pages = {page.step: page for page in pages(self.state, around)}
        order = tuple(self.pages)
        self._parts = FrameParts(step_views(self.state, order), self.pages.values())
        self._view = FrameView(self.state, self._parts, order, app.today)
        self._reopening = Reopening(self.state, self.saving, stored, app.today)
        self._care = RecordCare(app, self.state, self.saving, background, self)
        self._reactions = EarlierReactions(self.state, app.records.treatments, background)
        self._parts.lay_out(self, (self._care.notices, self._reopening, self._reactions))
        self._problems = ProblemPlace(self._parts.column, self._parts.footer)
        self._toast = Toast(self)
        self._saved = SavingShown(
            self._parts.bar, self.saving, self._problems, self._saved_at, lambda: to_body(self.state.consultation)
        )
        self._show_bar(stored)
        self._connect()
        self._bind_keys()
        if is_finished:
            self._close_to_changes()
        self.open_step(self.saving.step if self.saving.step in self.pages else order[0])

    @property
    def page(self) -> StepPage:
        """The page that is open."""
        return self.pages[self._step]

    @property
    def was_copied(self) -> bool:
        """Whether everything typed so far was copied out of the window."""
        return self._saved.was_copied

    def open_step(self, step: str) -> None:
        """Open a step; what is typed on the page before is kept first, and it stays open while that is not saved."""
        if step not in self.pages or step == self._step:
            return
        if self._step:
            self.page.commit()
            if self.saving.failed:
                self.show_not_saved()
                return
        self._step = step
        self.saving.open_step(step)
        self.look_at_day()
        self._reactions.open_step(step)
        self._parts.sheet.setCurrentWidget(self.page)
        self._parts.show_rail(has_rail=self.page.has_rail)
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
        """Go back to where it was opened from once everything is saved."""
        self._once_saved(self.left.emit)

    def show_way_back(self, place: str) -> None:
        """Name the place that leaving leads to."""
        self._parts.bar.show_way_back(place)

    def next_unanswered(self) -> None:
        """Go to the next question without an answer, after the one asked for last."""
        if self.state.assessment is None or self.state.is_frozen:
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
        pane = self._parts.next_pane(self.focusWidget(), (self._reopening, self._reactions))
        if pane is self._parts.sheet:
            self.focus_sheet()
        else:
            self._parts.focus_pane(pane, self._step)

    def show_not_saved(self) -> None:
        """Say that the last change is not on the disk, with the ways out."""
        self._saved.show_not_saved()

    def show_refused(self, error: ConsultError) -> None:
        """Say why something asked for here cannot be; it stays until the next change is saved."""
        self._problems.show_refused(error)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay out for the room there is."""
        super().resizeEvent(event)
        if self._parts.fit(self.width(), self.height()):
            self._show_all()

    def _show_bar(self, stored: StoredConsultation) -> None:
        bar, began = self._parts.bar, stored.header.created_at.astimezone(self._app.now().tzinfo)
        bar.show_started(f"Started {began:%a} {began.day} {began:%b %Y, %H:%M}")
        bar.show_practitioner(self._app.who)
        bar.show_draft(is_draft=not self.state.is_read_only)
        bar.offer_client_view()
        bar.client_view_wanted.connect(self.client_view_wanted)

    def _connect(self) -> None:
        self.state.changed.connect(self._show_all)
        self.state.named.connect(self._show_all)
        self._saved.said.connect(self._toast.say)
        self._toast.undo_wanted.connect(self.state.undo)
        self._reopening.said.connect(self._say)
        self._reopening.chosen.connect(self.focus_sheet)
        self._connect_parts()
        self._connect_care()
        for page in self.pages.values():
            page.jump.connect(self.jump)
            page.done.connect(self.next_unanswered)
            page.toast.connect(self._say)
            if isinstance(page, HandoutsPage):
                self._care.serve(page)
                page.hold_back(self._reopening.hold)
                self._reopening.held.connect(page.hold_back)
            page.footer_changed.connect(lambda: self._view.show_footer(self.page))

    def _connect_parts(self) -> None:
        parts = self._parts
        parts.bar.back_wanted.connect(self.leave)
        parts.bar.lock_wanted.connect(self.lock_wanted)
        parts.bar.delete_wanted.connect(self._care.revising.delete)
        parts.steps.opened.connect(self.open_step)
        parts.verdict.question_wanted.connect(self.jump)
        self._reactions.question_wanted.connect(self.jump)
        parts.footer.back.connect(lambda: self._go(-1))
        parts.footer.acted.connect(self._act)

    def _connect_care(self) -> None:
        care = self._care
        care.opened.connect(self.other_wanted)
        care.asked_for.connect(lambda number: self._once_saved(lambda: self.other_wanted.emit(number)))
        care.gone.connect(self.left)
        care.not_saved.connect(self.show_not_saved)
        care.said.connect(self._toast.say)

    def _bind_keys(self) -> None:
        steps = ((f"Alt+{at}", partial(self.open_step, step)) for at, step in enumerate(TITLES, 1))
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Alt+Right", lambda: self._go(1)),
            ("Alt+Left", lambda: self._go(-1)),
            ("Ctrl+S", self._save_now),
            ("Ctrl+Z", self.state.undo),
            ("Ctrl+Shift+Z", self.state.redo),
            ("Ctrl+G", self.next_unanswered),
            ("Ctrl+M", lambda: self.jump("clearance_letter")),
            ("Ctrl+Shift+P", self._print_all),
            ("F6", self.next_pane),
        )
        bind(self, (*steps, *keys))

    def _once_saved(self, act: Callable[[], None]) -> None:
        """Do something once everything typed is saved; where it cannot be, say so instead."""
        self.commit()
        self.saving.after_saving(lambda ok: act() if ok else self.show_not_saved())

    def _close_to_changes(self) -> None:
        ReadOnly(self._parts.sheet)
        self.state.refused.connect(lambda: self._toast.say(NOTHING_CHANGES))

    def _say(self, text: str, undo: bool) -> None:
        """What can be undone is a change, and a finished consultation has none."""
        if not (undo and self.state.is_read_only):
            self._toast.say(text, undo=undo)

    def _saved_at(self) -> str:
        at: dt.datetime = self.saving.header.updated_at.astimezone(self._app.now().tzinfo)
        return short_date(at.date()) if self.state.is_read_only else f"{at:%H:%M}"

    def _show_all(self, *_parts: object) -> None:
        self._view.show(self.page)

    def _go(self, way: int) -> None:
        if step := neighbour(self._step, way):
            self.open_step(step)

    def _act(self, action: str) -> None:
        if action == NEXT:
            self._go(1)
        elif action == SESSION:
            self._once_saved(lambda: self.session_wanted.emit(self.saving.header.id))
        else:
            self.page.run_action(action)

    def _print_all(self) -> None:
        """Open the handouts and print all that may go out."""
        self.open_step(HandoutsPage.step)
        if isinstance(self.page, HandoutsPage):
            self.page.run_action(PRINT_ALL)

    def _save_now(self) -> None:
        self.commit()
        self.saving.save()
