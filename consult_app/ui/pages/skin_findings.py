"""The look at one area's skin: a tick for each thing found, its details, and the tick for the whole field."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.clinical.consultation import Answer, FieldValue
from consult_app.clinical.facts import Facts
from consult_app.clinical.questions import Question
from consult_app.clinical.row_answers import wanted
from consult_app.ui.widgets.choice_field import CheckBox
from consult_app.ui.widgets.detail_fields import DetailField, Setting
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.tab_order import keep_tab_order
from consult_app.ui.widgets.text import label

LINE_WIDTH = 640
WHOLE_FIELD = "Looked at the whole field"


class SkinFindings(QWidget):
    """Nothing is normal before the whole field was looked at; then what is not ticked is."""

    found = Signal(str, object)
    examined = Signal(bool)

    def __init__(self, questions: Sequence[Question], area: str, setting: Setting) -> None:
        super().__init__()
        self._questions, self._area, self._setting = tuple(questions), area, setting
        self._answers: dict[str, Answer | None] = {}
        self.whole = CheckBox(WHOLE_FIELD)
        self.whole.setObjectName("examined")
        self.whole.setAccessibleName(f"{WHOLE_FIELD}: {area}")
        self._said = label("", "small", "second", wrap=True)
        self._icon = IconView("state_incomplete", 18, "incomplete")
        self.ticks = {question.id: self._tick(question) for question in self._questions}
        self.details: dict[str, FindingDetails] = {}
        self._places = {question.id: QVBoxLayout() for question in self._questions}
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.whole)
        head.addWidget(self._icon)
        head.addWidget(self._said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self._grid())
        for place in self._places.values():
            column.addLayout(place)
        self.whole.clicked.connect(lambda on: self.examined.emit(bool(on)))

    def _tick(self, question: Question) -> CheckBox:
        box = CheckBox(question.label)
        box.setObjectName(f"found_{question.id}")
        box.setAccessibleName(f"{question.label}. {question.text} {self._area}")
        box.setToolTip(question.text)
        box.clicked.connect(lambda on, name=question.id: self._mark(name, bool(on)))
        return box

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        for at, box in enumerate(self.ticks.values()):
            grid.addWidget(box, at // 2, at % 2)
        return grid

    def show_findings(self, answers: dict[str, Answer | None], facts: Facts | None, *, examined: bool) -> None:
        """Show what was found here, and whether the whole field was looked at."""
        self._answers = answers
        self.whole.setChecked(examined)
        self._icon.setVisible(not examined)
        self._said.setText(
            "What is not ticked is normal" if examined else "Not looked at yet: tick what you see, then this"
        )
        for question in self._questions:
            answer = answers.get(question.id)
            is_found = answer is not None and answer.answer == "yes"
            self.ticks[question.id].setChecked(is_found)
            if is_found and question.id not in self.details:
                self._add_details(question)
            if question.id in self.details:
                self.details[question.id].show_answer(answer, facts)

    def _add_details(self, question: Question) -> None:
        block = self.details[question.id] = FindingDetails(question, self._area, self._setting)
        block.changed.connect(lambda field, value: self._detail(question.id, field, value))
        self._places[question.id].addWidget(block)
        keep_tab_order(self.whole, *self.ticks.values(), *self._blocks())

    def _blocks(self) -> list["FindingDetails"]:
        return [self.details[name] for name in self._places if name in self.details]

    def flush(self) -> None:
        """Keep what is typed now."""
        for block in self.details.values():
            block.flush()

    def focus_part(self, question: str, detail: str) -> None:
        """Go to a thing looked for, to one of its details, or to the tick for the whole field."""
        part = self.details[question].fields.get(detail) if question in self.details else None
        if part is not None and not part.isHidden():
            part.setFocus()
        elif question in self.ticks and self.ticks[question].isChecked():
            self.ticks[question].setFocus()
        else:
            self.whole.setFocus()

    def _mark(self, name: str, on: bool) -> None:
        """A tick taken away after the whole field was looked at is a no; before that it is not known."""
        before = self._answers.get(name)
        kept = before.fields if before else {}
        if on:
            self.found.emit(name, Answer(answer="yes", fields=kept))
        else:
            self.found.emit(name, Answer(answer="no") if self.whole.isChecked() else None)

    def _detail(self, name: str, field: str, value: FieldValue | None) -> None:
        before = self._answers.get(name)
        if before is None:
            return
        fields = {known: old for known, old in before.fields.items() if known != field}
        if value is not None:
            fields[field] = value
        self.found.emit(name, before.model_copy(update={"fields": fields}))


class FindingDetails(QWidget):
    """What is asked about one thing found, on as many lines as it needs."""

    changed = Signal(str, object)

    def __init__(self, question: Question, area: str, setting: Setting) -> None:
        super().__init__()
        self._question = question
        asked = [item for item in question.follow_ups if item.kind != "areas"]
        self.fields = {item.id: DetailField(item, setting, f"{question.label}, {area}") for item in asked}
        column = QVBoxLayout(self)
        column.setContentsMargins(30, 0, 0, 4)
        column.setSpacing(4)
        column.addWidget(label(question.label, "small_strong"))
        for line in _lines(list(self.fields.values())):
            column.addLayout(line)
        for name, field in self.fields.items():
            field.setObjectName(f"{question.id}.{name}")
            field.changed.connect(self.changed)
        self.hide()

    def show_answer(self, answer: Answer | None, facts: Facts | None) -> None:
        """Show the details of a yes; what is being typed stays."""
        yes = answer if answer is not None and answer.answer == "yes" else None
        matters = {item.id for item in wanted(self._question, yes, facts)} if yes else set[str]()
        for name, field in self.fields.items():
            field.setVisible(name in matters)
            field.show_value(yes.fields.get(name) if yes else None)
        self.setVisible(bool(matters & set(self.fields)))

    def flush(self) -> None:
        """Keep what is typed now."""
        for field in self.fields.values():
            field.flush()


def _lines(parts: Sequence[QWidget]) -> list[QHBoxLayout]:
    """Parts in rows that fit the smallest window."""
    rows: list[QHBoxLayout] = []
    used = LINE_WIDTH + 1
    for part in parts:
        width = part.sizeHint().width()
        if used + width > LINE_WIDTH:
            rows.append(QHBoxLayout())
            rows[-1].setSpacing(16)
            used = 0
        rows[-1].addWidget(part)
        used += width + 16
    for row in rows:
        row.addStretch(1)
    return rows
