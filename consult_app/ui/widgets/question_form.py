"""The form built from data: groups of rows, their details, and what each act does to the answers."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.clinical.carried import Earlier
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, FieldValue
from consult_app.clinical.dates import short_date
from consult_app.clinical.questions import Question, Row
from consult_app.clinical.row_answers import NO, YES, led_on_by_unsure, row_answer, row_keys, with_row, with_ticks
from consult_app.ui.widgets.none_panel import NonePanel
from consult_app.ui.widgets.question_block import FormRow, FormView, QuestionBlock
from consult_app.ui.widgets.question_row import GroupHead
from consult_app.ui.widgets.tab_order import keep_tab_order

Answers = dict[str, tuple[Answer, ...]]


def form_rows(rows: Iterable[Row], catalogue: Catalogue) -> tuple[FormRow, ...]:
    """The rows with the questions they cover; a question whose Unsure leads on has a row of its own."""
    on_unsure = led_on_by_unsure(catalogue.contraindications)
    keys = row_keys(catalogue.contraindications, catalogue.questions.values())
    found: list[FormRow] = []
    for row in rows:
        covered: dict[str, list[Question]] = {}
        for question in catalogue.questions.values():
            if question.row == row.number:
                covered.setdefault(keys[question.id], []).append(question)
        whole = len(covered) == 1
        found += [_form_row(row, key, tuple(asked), on_unsure, whole=whole) for key, asked in covered.items()]
    return tuple(found)


def _form_row(
    row: Row, key: str, questions: tuple[Question, ...], on_unsure: frozenset[str], *, whole: bool
) -> FormRow:
    """A row as it is named; where several stand in its place, each goes by its own question."""
    return FormRow(
        key=key,
        text=row.text if whole else questions[0].label,
        detail=row.detail if whole else questions[0].text,
        group=row.group,
        group_label=row.group_label,
        critical=row.critical or any(question.critical for question in questions),
        questions=questions,
        details_on="unsure" if questions[0].id in on_unsure else "yes",
    )


class QuestionForm(QWidget):
    """Shows rows and emits all answers anew after each act; the page puts them into the state.

    ``swept`` tells the group and the number of answers that one act has set to No, ``confirmed`` the number of rows
    that one act has confirmed as they were last time, ``finished`` that a key has answered the last blank row.
    ``with_heads`` shows group heads.
    """

    changed = Signal(object)
    swept = Signal(str, int)
    confirmed = Signal(int)
    finished = Signal()

    def __init__(self, rows: Sequence[FormRow], *, with_heads: bool = True) -> None:
        super().__init__()
        self.rows, self._answers, self._kept = tuple(rows), Answers(), Answers()
        self._view: FormView | None = None
        self.blocks = {row.key: QuestionBlock(row) for row in self.rows}
        self.heads: dict[str, GroupHead] = {}
        self._panel: NonePanel | None = None
        self._had_blank = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for row in self.rows:
            if with_heads and row.group not in self.heads:
                self._add_head(row)
            self._add_block(row)
        self._column.addStretch()

    def show_view(self, view: FormView) -> None:
        """Show the answers as they are now."""
        self._view, self._answers = view, dict(view.answers)
        for block in self.blocks.values():
            block.show_view(view)
        for group, head in self.heads.items():
            rows = self._asked(group)
            head.show_progress(len(rows) - len(self.blank(group)), len(rows), confirm=self._confirm_words(group))

    def progress(self) -> tuple[int, int]:
        """How many rows are answered, and how many are asked."""
        rows = self._asked()
        return len(rows) - len(self.blank()), len(rows)

    def blank(self, group: str = "") -> list[FormRow]:
        """The rows without an answer, of one group or of all."""
        return [row for row in self._asked(group) if not row_answer(self._questions(row), self._answers)]

    def first_blank(self) -> QWidget:
        """The first row without an answer, else the first row."""
        row = next(iter(self.blank() or self._asked() or self.rows))
        return self.blocks[row.key].head

    def show_question(self, name: str) -> QWidget | None:
        """Focus a question, or one of its details; returns what was focused, None when it is not in this form."""
        question, _, detail = name.partition(".")
        for row in self.rows:
            if any(known.id == question for known in row.questions):
                block = self.blocks[row.key]
                target = (block.field(question, detail) if detail else None) or block.head
                target.setFocus(Qt.FocusReason.OtherFocusReason)
                return target
        return None

    def focused_row(self) -> FormRow | None:
        """The row the keyboard is in."""
        here = self.focusWidget()
        return next((b.row for b in self.blocks.values() if here and b.isAncestorOf(here)), None)

    def flush(self) -> None:
        """Keep what is typed now."""
        for block in self.blocks.values():
            block.flush()

    def forget(self) -> None:
        """Drop the details of answers that are no longer Yes; called when the page is left."""
        self._kept = {}

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Shift+N: none of the remaining apply; C and Shift+C: as last time, for the row or for its group."""
        row, shift = self.focused_row(), event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if row and event.key() == Qt.Key.Key_N and shift:
            self.answer_remaining(row.group)
        elif row and event.key() == Qt.Key.Key_C and (shift or plain):
            self.confirm(self._confirmable(row.group) if shift else [row])
        else:
            super().keyPressEvent(event)

    def confirm(self, rows: Sequence[FormRow]) -> None:
        """Answer blank rows as they were answered last time, in one act; those asked afresh stay blank."""
        found = [(row, last) for row in rows if (last := self._last_time(row)) and last.may_confirm]
        if not found:
            return
        new = dict(self._answers)
        for _, last in found:
            new |= last.answers
        self._emit(new)
        self.confirmed.emit(len(found))
        self._go_on(found[0][0].key)

    def answer_remaining(self, group: str) -> None:
        """Answer No to what is blank in a group; must-ask questions are each ticked in a panel first."""
        blank = self.blank(group)
        critical = [(row.key, row.text) for row in blank if row.critical]
        self._close_panel()
        if not critical:
            self._sweep(group)
            return
        panel = NonePanel(critical, len(blank))
        panel.confirmed.connect(lambda: self._sweep(group))
        panel.closed.connect(lambda: self._leave_panel(group))
        self._column.insertWidget(self._column.indexOf(self.heads[group]) + 1, panel)
        self._panel = panel
        keep_tab_order(self.heads[group], panel)
        panel.show()
        panel.focus_first()

    def _last_time(self, row: FormRow) -> Earlier | None:
        return self._view.last_time(row) if self._view else None

    def _confirmable(self, group: str) -> list[FormRow]:
        return [row for row in self.blank(group) if (last := self._last_time(row)) and last.may_confirm]

    def _confirm_words(self, group: str) -> str:
        """What confirming a group is called: As on 15 Jun 2026."""
        day = self._view.earlier.day if self._view and self._view.earlier else None
        return f"As on {short_date(day)}" if day and self._confirmable(group) else ""

    def _add_head(self, row: FormRow) -> None:
        head = GroupHead(row.group_label)
        head.setObjectName(f"group_{row.group}")
        head.none_apply_wanted.connect(lambda group=row.group: self.answer_remaining(group))
        head.confirm_wanted.connect(lambda group=row.group: self.confirm(self._confirmable(group)))
        self.heads[row.group] = head
        self._column.addWidget(head)

    def _add_block(self, row: FormRow) -> None:
        block, key = self.blocks[row.key], row.key
        block.answered.connect(lambda word: self._answer(key, word))
        block.ticked.connect(lambda names: self._tick(key, names))
        block.detailed.connect(self._detail)
        block.repeated.connect(self._repeat)
        block.moved.connect(lambda step: self._move(key, step))
        block.advanced.connect(lambda: self._advance(key))
        block.confirm_wanted.connect(lambda: self.confirm([block.row]))
        self._column.addWidget(block)

    def _answer(self, key: str, word: str) -> None:
        row = self.blocks[key].row
        questions = self._questions(row)
        self._keep(questions)
        new = with_row(questions, self._answers, word)
        if word == "yes" and len(questions) == 1:
            new[questions[0].id] = self._kept.get(questions[0].id, (YES,))
        self._emit(new)

    def _tick(self, key: str, names: Sequence[str]) -> None:
        questions = self._questions(self.blocks[key].row)
        self._keep(questions)
        self._emit(with_ticks(questions, self._answers, names, self._kept))

    def _detail(self, question: str, at: int, name: str, value: FieldValue | None) -> None:
        given = list(self._answers.get(question, ()))
        if at >= len(given):
            return
        fields = {known: old for known, old in given[at].fields.items() if known != name}
        if value is not None:
            fields[name] = value
        given[at] = given[at].model_copy(update={"fields": fields})
        self._emit(self._answers | {question: tuple(given)})

    def _repeat(self, question: str, at: int) -> None:
        """Add a further answer at a place, or take away the one at minus that place."""
        given = list(self._answers.get(question, ()))
        if at > 0:
            given.insert(at, YES)
        else:
            del given[-at]
        self._emit(self._answers | {question: tuple(given)})

    def _sweep(self, group: str) -> None:
        self._close_panel()
        blank, new = self.blank(group), dict(self._answers)
        for row in blank:
            new |= {question.id: (NO,) for question in self._questions(row)}
        if blank:
            self._emit(new)
            self.swept.emit(group, len(blank))
            self._go_on(blank[-1].key)

    def _leave_panel(self, group: str) -> None:
        """Close the panel with nothing answered; the keyboard goes back to the group."""
        self._close_panel()
        blank = self.blank(group)
        if blank:
            self.blocks[blank[0].key].head.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_panel(self) -> None:
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None

    def _keep(self, questions: Iterable[Question]) -> None:
        """Remember details, so that a Yes taken back by mistake can be given again."""
        for question in questions:
            given = self._answers.get(question.id, ())
            if any(one.fields for one in given):
                self._kept[question.id] = given

    def _move(self, key: str, step: int) -> None:
        keys = [row.key for row in self._asked()]
        at = keys.index(key) + step
        if 0 <= at < len(keys):
            self.blocks[keys[at]].head.setFocus(Qt.FocusReason.OtherFocusReason)

    def _advance(self, key: str) -> None:
        """After a letter: to the first detail when there is one, else to the next question."""
        fields = self.blocks[key].fields
        if fields and self.blocks[key].answer.value in ("yes", "unsure"):
            fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._go_on(key)

    def _go_on(self, key: str) -> None:
        """To the next blank row, else to the row below; with the last blank one answered, say so."""
        blank, had_blank = {row.key for row in self.blank()}, self._had_blank
        keys = [row.key for row in self._asked()]
        below, self._had_blank = keys[keys.index(key) + 1 :], False
        target = next((each for each in below if each in blank), next(iter(below), key))
        self.blocks[target].head.setFocus(Qt.FocusReason.OtherFocusReason)
        if had_blank and not blank:
            self.finished.emit()

    def _asked(self, group: str = "") -> list[FormRow]:
        return [row for row in self.rows if group in ("", row.group) and self._questions(row)]

    def _questions(self, row: FormRow) -> tuple[Question, ...]:
        return self._view.asked(row) if self._view else row.questions

    def _emit(self, new: Answers) -> None:
        self._had_blank = bool(self.blank())
        self._answers = new
        self.changed.emit(new)
