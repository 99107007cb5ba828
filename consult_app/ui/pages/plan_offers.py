"""What keeps a wish from being met, and the other courses that can be had, each to be taken with one button."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from consult_app.clinical.consultation import Booking, Consultation
from consult_app.clinical.course import Offer, TreatmentPlan, Visit
from consult_app.clinical.dates import weekday_date
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.notices import NoticeLine
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label

TITLES = {"later": "Start later", "fewer": "Fewer sessions", "after": "After the day"}


class OfferCards(QWidget):
    """Hidden while every wish is met; ``taken`` carries the offer whose button was pressed."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("course_offers")
        self._lines, self._cards = QVBoxLayout(), QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lines.setSpacing(4)
        self._cards.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(8)
        column.addLayout(self._lines)
        column.addLayout(self._cards)

    def show_offers(self, plan: TreatmentPlan) -> None:
        """Show what binds, and a card for each course that is offered instead."""
        for part in (self._lines, self._cards):
            empty(part)
        for reason in plan.binding:
            self._lines.addWidget(NoticeLine("", reason.text, outcome="precautions"))
        for offer in plan.offers:
            self._cards.addWidget(self._card(offer), 1)
        if len(plan.offers) == 1:
            self._cards.addStretch(1)
        self.setVisible(bool(plan.binding))

    def set_stacked(self, stacked: bool) -> None:
        """Put the cards under each other, for large text."""
        directions = QBoxLayout.Direction
        self._cards.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)

    def _card(self, offer: Offer) -> QFrame:
        card, title, facts = QFrame(), TITLES[offer.kind], offer_lines(offer.plan)
        card.setProperty("ground", "card")
        use = Button("Use this course", small=True)
        use.setObjectName(f"offer_{offer.kind}")
        use.setAccessibleName(f"Use this course, {title.lower()}")
        use.clicked.connect(lambda: self.taken.emit(offer))
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(2)
        column.addWidget(label(title, "strong", wrap=True))
        for line in facts:
            column.addWidget(label(line, "small", wrap=True))
        column.addSpacing(4)
        column.addWidget(label(offer.reason.text, "small", "second", wrap=True))
        column.addStretch()
        column.addSpacing(6)
        column.addWidget(use, 0, Qt.AlignmentFlag.AlignLeft)
        speak(card, title, ". ".join((*facts, offer.reason.text)))
        return card


def offer_lines(plan: TreatmentPlan) -> list[str]:
    """Number of sessions, first and last day of a course; a day to aim for is called that."""
    sessions = sorted((visit for visit in plan.sessions_planned if visit.around), key=lambda visit: str(visit.around))
    lines = [f"{plan.sessions} session{'' if plan.sessions == 1 else 's'}"]
    if sessions:
        lines += [f"First: {_day(sessions[0])}", f"Last: {_day(sessions[-1])}"]
    return lines


def _day(visit: Visit) -> str:
    if visit.date:
        return weekday_date(visit.date)
    return f"aim for {weekday_date(visit.aim)}" if visit.aim else "no date yet"


def taken(offer: Offer, consultation: Consultation) -> dict[str, object]:
    """The parts of the consultation that make its plan the one offered.

    A course that begins after the day gives that day up. A first session without a date is not booked: the day aimed
    for is only kept as the first that is wanted for it.
    """
    choices, booking = consultation.plan, consultation.session
    first = offer.plan.first_session
    if offer.kind == "fewer":
        return {"plan": choices.model_copy(update={"sessions": offer.plan.sessions})}
    if offer.kind == "after":
        choices = choices.model_copy(update={"finish_by": None, "dates": _first_aims(offer.plan)})
    if first and first.date:
        booking = Booking(date=first.date, time=booking.time if booking else None)
    return {"plan": choices, "session": booking}


def _first_aims(plan: TreatmentPlan) -> dict[str, date]:
    return {visit.key: visit.aim for visit in plan.sessions_planned if visit.number == 1 and visit.aim}
