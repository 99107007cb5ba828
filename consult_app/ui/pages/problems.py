"""Problems that keep the practice closed: what is wrong, by file and entry, and what to do."""

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from consult_app.errors import BadInputError, ConsultError
from consult_app.ui.widgets.notices import ErrorPanel
from consult_app.ui.widgets.text import label

NO_VERDICT = "No verdict is given until this is mended. The records were not touched."
SHOWN_AT_MOST = 200


class ProblemsPage(QWidget):
    """Stands in place of the gate, so that nothing is ever judged by knowledge with a problem."""

    def __init__(self, error: ConsultError) -> None:
        super().__init__()
        self.setObjectName("page_problems")
        self.setAccessibleName(error.message)
        problems = error.problems if isinstance(error, BadInputError) else ()
        sheet = QWidget()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(40, 40, 40, 40)
        inner.setSpacing(12)
        line = f"{error.next_step} {NO_VERDICT}" if problems else error.next_step
        inner.addWidget(ErrorPanel(error.message, line.strip(), details="\n".join(problems)))
        for problem in problems[:SHOWN_AT_MOST]:
            inner.addWidget(label(problem, "small", wrap=True))
        if len(problems) > SHOWN_AT_MOST:
            inner.addWidget(label(f"and {len(problems) - SHOWN_AT_MOST} more", "small", "second"))
        inner.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName("What is wrong")
        scroll.setWidget(sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
