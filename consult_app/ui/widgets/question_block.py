"""One row of a questionnaire with all that belongs to it: the answer, the ticks, and the details."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.clinical.carried import Earlier, EarlierAnswers
from consult_app.clinical.consultation import Answer
from consult_app.clinical.facts import Facts
from consult_app.clinical.questions import Question
from consult_app.clinical.row_answers import Given, row_answer, ticked, wanted
from consult_app.ui.theme import Outcome, current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import CheckBox
from consult_app.ui.widgets.detail_fields import DetailField, Setting
from consult_app.ui.widgets.question_row import FollowUpRow, QuestionRow
from consult_app.ui.widgets.segmented import SegmentedAnswer
from consult_app.ui.widgets.tab_order import keep_tab_order
from consult_app.ui.widgets.text import label

LINE_WIDTH, GAP = 604, 16
"""How much stands on one line of details in the smallest window, and the room between, in logical pixels."""
NOT_ASKED = "Not asked for this client"


@dataclass(frozen=True)
class FormRow:
    """A row as it is asked: its words, its group, and the questions it covers.

    ``details_on`` is the answer that asks for details: yes, or for one whose Unsure leads on, unsure.
    """

    key: str
    text: str
    detail: str
    group: str
    group_label: str
    critical: bool
    questions: tuple[Question, ...]
    details_on: str = "yes"


@dataclass(frozen=True)
class FormView:
    """What a form shows: the answers, what is known besides, and per row key what its answer leads to.

    ``earlier`` are the client's answers of another day, shown beside a blank and counting for nothing until confirmed.
    """

    answers: Given
    setting: Setting
    facts: Facts | None = None
    states: Mapping[str, tuple[Outcome, str]] = field(default_factory=dict)
    earlier: EarlierAnswers | None = None

    def last_time(self, row: FormRow) -> Earlier | None:
        """What a blank row said last time; None once it is answered."""
        asked = self.asked(row)
        if self.earlier is None or not asked or row_answer(asked, self.answers):
            return None
        return self.earlier.row(asked)

    def asked(self, row: FormRow) -> tuple[Question, ...]:
        """The questions of a row that apply to this client."""
        return tuple(q for q in row.questions if self.facts is None or self.facts.applies(q.id))


class QuestionBlock(QWidget):
    """Shows one row; says what was answered and leaves it to the form to work out what that means."""

    answered = Signal(str)
    ticked = Signal(object)
    detailed = Signal(str, int, str, object)
    repeated = Signal(str, int)
    moved = Signal(int)
    advanced = Signal()
    confirm_wanted = Signal()

    def __init__(self, row: FormRow) -> None:
        super().__init__()
        self.row, self._opened = row, False
        self.setObjectName(f"row_{row.key}")
        self.answer = SegmentedAnswer(f"{row.text}. {row.detail}" if row.detail else row.text)
        self.answer.setObjectName(f"answer_{row.key}")
        self.head = QuestionRow(row.text, self.answer, detail=row.detail)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._ticks: Ticks | None = None
        self._details: dict[tuple[str, int], DetailBlock] = {}
        self.answer.chosen.connect(self._choose)
        self.answer.cleared.connect(lambda: self._choose(""))
        self.answer.next_wanted.connect(self.advanced)
        self.head.moved.connect(self.moved)
        self.head.confirm_wanted.connect(self.confirm_wanted)

    def show_view(self, view: FormView) -> None:
        """Show the answers of this row; fields that stay keep their focus and what is typed in them."""
        asked = view.asked(self.row)
        word = row_answer(asked, view.answers) if asked else ""
        several = len(self.row.questions) > 1
        self._opened = self._opened and several and word == "unsure"
        self.answer.setVisible(bool(asked))
        self.answer.set_value("yes" if self._opened else word)
        self.head.show_detail(NOT_ASKED if not asked else "" if word == "yes" else self.row.detail)
        last_time = None if self._opened else view.last_time(self.row)
        self.head.show_earlier(
            last_time.words if last_time else "", may_confirm=last_time is not None and last_time.may_confirm
        )
        self.head.show_state(*view.states.get(self.row.key, (None, "")))
        self._show_ticks(asked, view, visible=several and (self._opened or word == "yes"))
        self._show_details(asked, view)

    @property
    def fields(self) -> list[QWidget]:
        """What can take the focus under the answer, in order."""
        ticks: list[QWidget] = list(self._ticks.boxes.values()) if self._ticks and not self._ticks.isHidden() else []
        return ticks + [field for block in self._details.values() for field in block.visible_fields]

    def field(self, question: str, detail: str) -> QWidget | None:
        """The editor of one detail, or None while it is not shown."""
        block = self._details.get((question, 0))
        return block.fields.get(detail) if block else None

    def flush(self) -> None:
        """Keep what is typed now."""
        for block in list(self._details.values()):
            for shown in block.fields.values():
                shown.flush()

    def _choose(self, word: str) -> None:
        self._opened = word == "yes"
        self.answered.emit(word)

    def _tick(self, names: tuple[str, ...]) -> None:
        """With the last tick taken away the row stays a Yes that waits for its ticks."""
        self._opened = True
        self.ticked.emit(names)

    def _show_ticks(self, asked: Sequence[Question], view: FormView, *, visible: bool) -> None:
        if visible and self._ticks is None:
            self._ticks = Ticks(self.row)
            self._ticks.changed.connect(self._tick)
            self._column.insertWidget(1, self._ticks)
            keep_tab_order(self)
        if self._ticks is not None:
            self._ticks.show_ticks([q.id for q in asked], ticked(asked, view.answers))
            self._ticks.setVisible(visible)

    def _show_details(self, asked: Sequence[Question], view: FormView) -> None:
        shown: dict[tuple[str, int], tuple[Question, Answer]] = {
            (question.id, at): (question, answer)
            for question in asked
            for at, answer in enumerate(view.answers.get(question.id, ()))
            if answer.answer == self.row.details_on and wanted(question, answer, view.facts)
        }
        for key in [key for key in self._details if key not in shown]:
            gone = self._details.pop(key)
            gone.hide()
            gone.deleteLater()
        for key, (question, answer) in shown.items():
            if key not in self._details:
                self._add_details(key, question, view.setting)
            total = len(view.answers[question.id])
            self._details[key].show_answer(answer, view, total=total, titled=len(shown) > 1)
        self._order(list(shown))

    def _add_details(self, key: tuple[str, int], question: Question, setting: Setting) -> None:
        block = DetailBlock(question, key[1], setting)
        block.changed.connect(lambda name, value, key=key: self.detailed.emit(key[0], key[1], name, value))
        block.added.connect(lambda key=key: self.repeated.emit(key[0], key[1] + 1))
        block.removed.connect(lambda key=key: self.repeated.emit(key[0], -key[1]))
        self._details[key] = block

    def _order(self, keys: list[tuple[str, int]]) -> None:
        first = 1 + (self._ticks is not None)
        self._details = {key: self._details[key] for key in keys}
        misplaced = False
        for at, block in enumerate(self._details.values(), first):
            if self._column.indexOf(block) != at:
                misplaced = True
                self._column.insertWidget(at, block)
                block.show()
        if misplaced:
            keep_tab_order(self)


class Ticks(QWidget):
    """The questions a row covers, each with a box to tick."""

    changed = Signal(object)

    def __init__(self, row: FormRow) -> None:
        super().__init__()
        self.boxes: dict[str, CheckBox] = {}
        for question in row.questions:
            box = CheckBox(question.label)
            box.setObjectName(f"tick_{question.id}")
            box.setAccessibleName(f"{question.label}. {question.text}")
            box.setToolTip(question.text)
            box.clicked.connect(self._report)
            self.boxes[question.id] = box
        _lines(self, [list(self.boxes.values())])

    def show_ticks(self, asked: Sequence[str], on: Sequence[str]) -> None:
        """Offer the questions that apply and tick these; says nothing to listeners."""
        for name, box in self.boxes.items():
            box.setVisible(name in asked)
            box.setChecked(name in on)

    def _report(self) -> None:
        self.changed.emit(tuple(name for name, box in self.boxes.items() if box.isChecked() and not box.isHidden()))


class DetailBlock(QWidget):
    """The details of one answer; what happened more than once has a block each time."""

    changed = Signal(str, object)
    added = Signal()
    removed = Signal()

    def __init__(self, question: Question, at: int, setting: Setting) -> None:
        super().__init__()
        self._question, self._at = question, at
        owner = question.label if not at else f"{question.label}, {at + 1}"
        self.fields = {item.id: DetailField(item, setting, owner) for item in question.follow_ups}
        for name, shown in self.fields.items():
            shown.setObjectName(f"{question.id}.{name}")
            shown.changed.connect(self.changed)
        self._more = Button("Add another", "quiet", small=True)
        self._more.setAccessibleName(f"Add another: {question.label}")
        self._less = Button("Remove", "quiet", small=True)
        self._less.setAccessibleName(f"Remove: {owner}")
        self._more.clicked.connect(self.added)
        self._less.clicked.connect(self.removed)
        self._title = label(owner, "small_strong")
        self._rows = _lines(self, [[self._title], [*self.fields.values(), self._more, self._less]])

    @property
    def visible_fields(self) -> list[DetailField]:
        """The details that matter now."""
        return [shown for shown in self.fields.values() if not shown.isHidden()]

    def show_answer(self, answer: Answer, view: FormView, *, total: int, titled: bool) -> None:
        """Show the details given and those still missing; ``total`` is how often it happened."""
        self._title.setVisible(titled)
        matters = {item.id for item in wanted(self._question, answer, view.facts)}
        for name, shown in self.fields.items():
            shown.show_setting(view.setting)
            shown.show_value(answer.fields.get(name))
            shown.setVisible(name in matters)
        can_repeat = any(item.kind in ("areas", "date") for item in self._question.follow_ups)
        self._more.setVisible(can_repeat and self._at == total - 1 and answer.answer == "yes" and bool(answer.fields))
        self._less.setVisible(total > 1)
        for line, parts in self._rows:
            line.setVisible(any(not part.isHidden() for part in parts))


def _lines(holder: QWidget, groups: Sequence[Sequence[QWidget]]) -> list[tuple[FollowUpRow, list[QWidget]]]:
    """Lay groups of parts out on as many lines as each needs; every line is joined to the question by its elbow."""
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    lines: list[tuple[FollowUpRow, list[QWidget]]] = []
    for group in groups:
        used = current_theme().px(LINE_WIDTH) + 1
        for part in group:
            width = part.widest() if isinstance(part, DetailField) else part.sizeHint().width()
            if used + width > current_theme().px(LINE_WIDTH):
                lines.append((FollowUpRow(), []))
                column.addWidget(lines[-1][0])
                used = 0
            lines[-1][0].add(part)
            lines[-1][1].append(part)
            used += width + GAP
    return lines
