"""The course panel: when the first session is wanted, how many follow how far apart, and on which days they fall."""

from datetime import date

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from consult_app.clinical.consultation import Booking
from consult_app.clinical.course import Circumstances, Offer, TreatmentPlan
from consult_app.clinical.dates import short_date
from consult_app.clinical.scheduling import Calendar
from consult_app.clinical.summary import Summary
from consult_app.clinical.treatment import circumstances
from consult_app.ui.pages.plan_avoid import AvoidPanel
from consult_app.ui.pages.plan_figures import show_number
from consult_app.ui.pages.plan_moves import move_words, open_day
from consult_app.ui.pages.plan_offers import OfferCards, taken
from consult_app.ui.pages.plan_reminders import Reminders
from consult_app.ui.pages.plan_settling import Settling
from consult_app.ui.pages.plan_strip import AFTER_LAST, course_view
from consult_app.ui.pages.plan_visit_list import VisitList
from consult_app.ui.pages.plan_visits import course_words, earliest_day
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.calendar_strip import CalendarStrip, CourseView
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label, rule
from consult_app.ui.widgets.text_field import TextField
from consult_app.ui.widgets.time_text import TIME_PROBLEM, read_time

WEEK = 7


class CoursePanel(QWidget):
    """Writes booking, number, interval, the day to be done by, dates moved by hand and cost."""

    def __init__(self, state: ConsultationState) -> None:
        super().__init__()
        self._state, self._settling = state, Settling(self)
        self.sessions = NumberStepper("Sessions", low=1, high=12, inline=True)
        self.weeks = NumberStepper("Weeks apart", low=2, high=52, inline=True)
        self.day = DateField("First session wanted", too_early="This lies before the first day needling may happen.")
        self.time = TextField("Time", placeholder="14:30")
        self.finish = DateField("Done by (event)", too_early="This day is over. Pick a later one.")
        self.cost = TextField("Total cost, optional", inline=True)
        self.avoid = AvoidPanel(state)
        self.strip = CalendarStrip(CourseView(state.consultation.as_of, state.consultation.as_of + AFTER_LAST, ()))
        self.moved = StateLabel("precautions", wrap=True)
        self.visits, self.reminders, self.offers = VisitList(), Reminders(), OfferCards()
        self._asked: tuple[str, date] | None = None
        self._said = label("", "small", "second", wrap=True)
        self._binding = label("", "small", wrap=True)
        self._name_parts()
        self._lay_out()
        self._connect()

    def _name_parts(self) -> None:
        for part, name in (
            (self.sessions, "course_sessions"),
            (self.weeks, "course_weeks"),
            (self.day, "course_day"),
            (self.time, "course_time"),
            (self.finish, "course_finish"),
            (self.cost, "course_cost"),
            (self.strip, "course_strip"),
            (self.moved, "course_moved"),
        ):
            part.setObjectName(name)

    def _lay_out(self) -> None:
        top, booking, foot = (QBoxLayout(QBoxLayout.Direction.LeftToRight) for _ in range(3))
        self._lines = (top, booking, foot)
        top.setSpacing(16)
        for part in (self.sessions, self.weeks):
            top.addWidget(part)
        top.addStretch()
        top.addWidget(self.avoid.opener)
        booking.setSpacing(16)
        booking.addWidget(self.day, 3)
        booking.addWidget(self.time, 2)
        booking.addWidget(self.finish, 3)
        foot.setSpacing(16)
        foot.addWidget(self._said, 1)
        foot.addWidget(self.cost)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 16)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(booking)
        days = (self.avoid.form, self.offers, self.strip, self.moved, self.visits, self.reminders)
        for widget in (*days, self.avoid, rule(), self._binding):
            column.addWidget(widget)
        column.addLayout(foot)
        column.addStretch()

    def _connect(self) -> None:
        self.sessions.committed.connect(lambda number: self._set(sessions=None if number is None else int(number)))
        self.weeks.committed.connect(
            lambda number: self._set(interval_days=None if number is None else round(number * WEEK))
        )
        self.day.committed.connect(self._book)
        self.time.committed.connect(self._book_time)
        self.finish.committed.connect(lambda iso: self._set(finish_by=date.fromisoformat(iso) if iso else None))
        self.cost.committed.connect(lambda words: self._set(cost=words or None))
        self.offers.taken.connect(self._take)
        self.strip.moved.connect(self._moving)
        self.strip.barred.connect(self._bar)

    def show_plan(self, summary: Summary) -> None:
        """Show the course as it is planned now."""
        plan, booking = summary.plan, self._state.consultation.session
        show_number(self.sessions, plan.sessions or None)
        show_number(self.weeks, plan.interval_days / WEEK if plan.interval_days else None)
        self._show_booking(plan, booking)
        self._show_finish(self._state.consultation.plan.finish_by)
        self.cost.set_value(self._state.consultation.plan.cost or "")
        self.avoid.show_ranges()
        view = None if self._settling.waiting else course_view(summary, self._state)
        if view:
            self.strip.show_course(view)
        self.strip.setVisible(any(visit.around for visit in plan.visits))
        self.moved.hide()
        self.visits.show_visits(plan)
        self.reminders.show_reminders(plan)
        self.offers.show_offers(plan)
        self._said.setText(course_words(plan, booking.time if booking else None))
        self._binding.setText(binding_words(summary))
        for part in (self.sessions, self.weeks):
            part.set_locked(not plan.areas)

    def _show_booking(self, plan: TreatmentPlan, booking: Booking | None) -> None:
        earliest = earliest_day(plan) or self._state.consultation.as_of
        self.day.set_limits(earliest, None)
        iso = booking.date.isoformat() if booking else ""
        if self.day.value != iso:
            self.day.set_value(iso)
        if booking and booking.date < earliest:
            self.day.set_error(f"No needling before {short_date(earliest)}. Pick a later day.")
        if booking and read_time(self.time.value) != booking.time:
            self.time.set_value(booking.time or "")
        self.time.set_locked(booking is None)

    def _show_finish(self, day: date | None) -> None:
        self.finish.set_limits(self._state.consultation.as_of, None)
        iso = day.isoformat() if day else ""
        if self.finish.value != iso:
            self.finish.set_value(iso)

    def set_stacked(self, stacked: bool) -> None:
        """Put fields under each other, for large text."""
        directions = QBoxLayout.Direction
        for line in self._lines:
            line.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)
        self.avoid.set_stacked(stacked)
        self.offers.set_stacked(stacked)

    def commit(self) -> None:
        """Hand over what is still settling or being typed."""
        self._settling.flush()
        for field in (self.sessions, self.weeks, self.day, self.time, self.finish, self.cost):
            field.flush()
        self.avoid.commit()

    def _set(self, **parts: object) -> None:
        self._state.update(plan=self._state.consultation.plan.model_copy(update=parts))

    def _book(self, iso: str) -> None:
        """Without a day there is no booking; the time stays in its field for when a day is given again."""
        time = read_time(self.time.value)
        self._state.update(session=Booking(date=date.fromisoformat(iso), time=time) if iso else None)

    def _book_time(self, typed: str) -> None:
        now, time = self._state.consultation.session, read_time(typed)
        if now is None or (typed and time is None):
            self.time.set_error(TIME_PROBLEM if typed else "")
            return
        self.time.set_error("")
        self._state.update(session=now.model_copy(update={"time": time}))

    def _take(self, offer: Offer) -> None:
        self._state.update(**taken(offer, self._state.consultation))

    def _moving(self, key: str, day: date) -> None:
        self._asked = key, day
        self._settling.soon(lambda: self._move(key, day))

    def _bar(self, key: str, day: date) -> None:
        """A day the strip does not let a visit onto: say why, at once unless the visit is on its way elsewhere."""
        self._asked = key, day
        if not self._settling.waiting:
            self._say_moved()

    def _move(self, key: str, day: date) -> None:
        """Put a visit on the day, or on the next open day the same way, and say what became of it."""
        case, summary = self._case(), self._state.summary
        if case is None or summary is None:
            return
        choices = self._state.consultation.plan
        was = next((visit.date for visit in summary.plan.visits if visit.key == key and visit.date), day)
        found = open_day(Calendar.of(case), day, -1 if day < was else 1)
        self._set(dates={**choices.dates, key: found or was})
        self.show_plan(self._state.summary or summary)
        self._say_moved()

    def _say_moved(self) -> None:
        """Under the strip, and aloud: why the visit is not on the day it was moved to."""
        case, summary, asked = self._case(), self._state.summary, self._asked
        if case is None or summary is None or asked is None or self._state.is_read_only:
            return
        visit = next((each for each in summary.plan.visits if each.key == asked[0]), None)
        words = move_words(visit, asked[1], summary.plan, case) if visit else ""
        self.moved.show_state("precautions", words)
        self.moved.setVisible(bool(words))
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _case(self) -> Circumstances | None:
        found = self._state.assessment
        return circumstances(self._state.consultation, self._state.catalogue, found) if found else None


def binding_words(summary: Summary) -> str:
    """Which limits hold the course where it is: the wait before it, and the time between sessions."""
    plan = summary.plan
    earliest = earliest_day(plan)
    waits = [line.finding.label for line in summary.findings if earliest and line.finding.not_before == earliest]
    first = f"{short_date(earliest)} is the first day: {waits[0]}." if earliest and waits else ""
    parts = (first, plan.interval_reason.text if plan.interval_reason else "")
    return " ".join(part for part in parts if part)
