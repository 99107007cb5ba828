"""The lines over a consultation that is finished, or that corrects a finished one, and what they offer."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.clinical.dates import short_date
from consult_app.clinical.question_words import open_label
from consult_app.records.values import Header
from consult_app.ui.consultation.consultation_differences import answers_words
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.notices import ChoiceNotice, ChoiceView, ErrorPanel, NoticeLine

CORRECT, NEWER = "Correct this", "Open the correction"
AS_SIGNED = (
    "Verdict, plan and papers are shown as they were signed; worked out today, they would differ. "
    "The questions are in today’s words."
)
VERDICT_ONLY = "Its verdict is shown as it was signed. Findings and plan are in the papers that were kept."
NO_LONGER_ASKED = "Answered then, no longer asked"
EARLIER, COMPARE = "read_earlier", "compare_earlier"


class RecordNotices(QWidget):
    """``correct_wanted`` asks for a correction, ``other_wanted`` for another revision, ``compare_wanted`` for both."""

    correct_wanted = Signal()
    other_wanted = Signal(int)
    compare_wanted = Signal(int)

    def __init__(self, header: Header, zone: dt.tzinfo | None, state: ConsultationState) -> None:
        super().__init__()
        self.setObjectName("record_notices")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self._column.setSpacing(8)
        if state.signed is not None:
            if state.signed.problem:
                self._column.addWidget(ErrorPanel(state.signed.problem, state.signed.next_step))
            self._add_finished(header, header.updated_at.astimezone(zone).date(), _as_signed(state))
            if lines := no_longer_asked(state):
                self._column.addWidget(NoticeLine("info", NO_LONGER_ASKED, lines))
        if header.revises is not None:
            self._add_revises(header.revises, header.revises_because or "")
        self.setVisible(self._column.count() > 0)

    def _add_finished(self, header: Header, day: dt.date, line: str) -> None:
        newer = header.revised_by
        title = f"Finished {short_date(day)}. Read only.{' Corrected since.' if newer else ''}"
        notice = NoticeLine("lock", title, line, NEWER if newer else CORRECT)
        notice.setObjectName("finished_line")
        notice.button.setObjectName("correct")
        if newer:
            notice.acted.connect(lambda: self.other_wanted.emit(newer))
        else:
            notice.acted.connect(self.correct_wanted)
        self._column.addWidget(notice)

    def _add_revises(self, earlier: int, because: str) -> None:
        choices = ((COMPARE, "Show what differs"), (EARLIER, "Read the earlier one"))
        notice = ChoiceNotice(ChoiceView("edit", "Corrects an earlier consultation", f"Reason: {because}", (), choices))
        notice.setObjectName("revises_line")
        notice.acted.connect(lambda act: (self.compare_wanted if act == COMPARE else self.other_wanted).emit(earlier))
        self._column.addWidget(notice)


def _as_signed(state: ConsultationState) -> str:
    """That it is shown as it was signed, where that is not what today would show."""
    if not state.is_frozen or state.signed is None or state.signed.verdict is None:
        return ""
    return AS_SIGNED if state.summary is not None else VERDICT_ONLY


def no_longer_asked(state: ConsultationState) -> str:
    """Answers that no page of today shows, as their questions have gone; what was denied is left out."""
    answers, catalogue = state.consultation.answers, state.catalogue
    gone = (name for name, given in answers.items() if any(each.answer != "no" for each in given))
    lines = (
        f"{open_label(name, catalogue)}: {answers_words(name, answers[name], catalogue)}"
        for name in gone
        if name not in catalogue.questions
    )
    return "\n".join(lines)
