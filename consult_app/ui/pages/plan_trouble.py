"""Signs of trouble with numbing, folded away beside the plan until they are looked for."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.clinical.trouble_signs import Trouble
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label, rule

TITLE = "Signs of trouble"
FOR_HOSPITAL = "Antidotes are hospital medicines; none is given here."


class TroubleSigns(QWidget):
    """A quiet button that opens the problems: each with its signs in order and what to do."""

    def __init__(self, problems: Iterable[Trouble]) -> None:
        super().__init__()
        self.setObjectName("trouble_signs")
        self._body = _problems(tuple(problems))
        self.opener = Button(TITLE, "quiet", icon="chevron_down", trailing=True)
        self.opener.setObjectName("trouble_opener")
        self.opener.clicked.connect(lambda: self._open(opening=self._body.isHidden()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._body)
        self._open(opening=False)

    def _open(self, *, opening: bool) -> None:
        self._body.setVisible(opening)
        self.opener.set_icon("chevron_up" if opening else "chevron_down")
        speak(self.opener, TITLE, "Shown below" if opening else "Opens below")


def _problems(problems: Sequence[Trouble]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 8)
    column.setSpacing(4)
    for problem in problems:
        _divide(column)
        _problem(column, problem)
    _divide(column)
    column.addWidget(label(FOR_HOSPITAL, "small", "second", wrap=True))
    return holder


def _divide(column: QVBoxLayout) -> None:
    column.addSpacing(4)
    column.addWidget(rule())
    column.addSpacing(4)


def _problem(column: QVBoxLayout, problem: Trouble) -> None:
    column.addWidget(label(problem.label, "small_strong", wrap=True))
    column.addWidget(label(problem.told, "small", wrap=True))
    for number, step in enumerate(problem.do, 1):
        column.addWidget(label(f"{number}. {step}" if len(problem.do) > 1 else step, "small", wrap=True))
