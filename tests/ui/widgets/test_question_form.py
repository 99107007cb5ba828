"""The form built from data: answers, ticks, details, and one act for what is left."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, Client, Consultation
from consult_app.clinical.row_answers import NO, UNSURE, YES
from consult_app.clinical.workflow import PRACTITIONER_STEPS
from consult_app.ui.widgets.detail_fields import DetailField, Setting, days_ago
from consult_app.ui.widgets.question_block import FormView
from consult_app.ui.widgets.question_form import QuestionForm, form_rows

TODAY = date(2026, 11, 20)
PLACES = (("back_upper", "Upper back"), ("elsewhere", "Elsewhere"))
LEFT = Qt.MouseButton.LeftButton


class Filled:
    """A form on screen that takes over every answer it emits, as a page does."""

    def __init__(self, catalogue: Catalogue, qtbot: QtBot, client: Client) -> None:
        rows = [row for row in catalogue.rows if row.number not in PRACTITIONER_STEPS]
        self.form, self._catalogue, self.bot = QuestionForm(form_rows(rows, catalogue)), catalogue, qtbot
        self._client = client
        self.answers: dict[str, tuple[Answer, ...]] = {}
        self.form.changed.connect(self.take)
        self.take({})
        qtbot.addWidget(self.form)
        with qtbot.waitActive(self.form):
            self.form.show()
            self.form.activateWindow()

    def take(self, answers: dict[str, tuple[Answer, ...]]) -> None:
        self.answers = answers
        value = Consultation(format=1, as_of=TODAY, client=self._client, answers=answers)
        facts = assess(value, self._catalogue).facts
        self.form.show_view(FormView(answers, Setting(TODAY, self._client.date_of_birth, PLACES), facts))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        here = QApplication.focusWidget()
        assert here is not None
        self.bot.keyClick(here, key, modifier)

    def row(self) -> str:
        row = self.form.focused_row()
        return row.key if row else ""


@pytest.fixture
def fill(catalogue: Catalogue, qtbot: QtBot) -> Callable[..., Filled]:
    def make(**client: object) -> Filled:
        given = {"name": "Zoë Łukasz", "date_of_birth": "1994-02-11", "sex_at_birth": "female"} | client
        return Filled(catalogue, qtbot, Client.model_validate(given))

    return make


def test_letters_answer_and_go_on(fill: Callable[..., Filled]) -> None:
    filled = fill()
    filled.form.show_question("isotretinoin_current")
    filled.press(Qt.Key.Key_N)
    assert filled.answers == dict.fromkeys((question.id for question in filled.form.blocks["1"].row.questions), (NO,))
    assert filled.row() == "2"
    filled.press(Qt.Key.Key_U)
    assert filled.answers["anticoagulant"] == (UNSURE,)
    assert filled.row() == "3"
    filled.press(Qt.Key.Key_Up)
    assert filled.row() == "2"
    filled.press(Qt.Key.Key_Backspace)
    assert "anticoagulant" not in filled.answers


def test_yes_opens_the_ticks_and_the_first_takes_the_keyboard(fill: Callable[..., Filled]) -> None:
    filled = fill()
    filled.form.show_question("anticoagulant")
    filled.press(Qt.Key.Key_Y)
    assert filled.answers["anticoagulant"] == (UNSURE,)
    assert filled.form.blocks["2"].answer.value == "yes"
    filled.press(Qt.Key.Key_Space)
    assert filled.answers["anticoagulant"] == (YES,)
    assert filled.answers["antiplatelet_strong"] == (NO,)


def test_details_come_with_yes_and_are_kept_for_a_change_of_mind(fill: Callable[..., Filled]) -> None:
    filled = fill()
    block = filled.form.blocks["22"]
    question = block.row.questions[0].id
    filled.form.show_question(question)
    filled.press(Qt.Key.Key_Y)
    field = block.field(question, "well_since")
    assert isinstance(field, DetailField)
    assert field.isVisible()
    filled.bot.keyClicks(QApplication.focusWidget(), "30 Sep 2026")
    filled.form.flush()
    assert filled.answers[question][0].fields == {"well_since": "2026-09-30"}
    assert field._remark.text() == "51 days ago"
    filled.form.show_question(question)
    filled.press(Qt.Key.Key_N)
    assert filled.answers[question] == (NO,)
    assert block.field(question, "well_since") is None
    filled.form.show_question(question)
    filled.press(Qt.Key.Key_Y)
    assert filled.answers[question][0].fields == {"well_since": "2026-09-30"}
    filled.form.show_question(question)
    filled.press(Qt.Key.Key_N)
    filled.form.forget()
    filled.form.show_question(question)
    filled.press(Qt.Key.Key_Y)
    assert filled.answers[question] == (YES,)


def test_what_happened_twice_has_two_answers(fill: Callable[..., Filled]) -> None:
    filled = fill()
    question = "surgery_in_area"
    filled.take({question: (Answer(answer="yes", fields={"date": "2026-09-30"}),)})
    block = filled.form.blocks["14"]
    more = block._details[question, 0]._more
    assert more.isVisible()
    filled.bot.mouseClick(more, LEFT)
    assert len(filled.answers[question]) == 2
    filled.bot.mouseClick(block._details[question, 0]._less, LEFT)
    assert filled.answers[question] == (YES,)


def test_a_date_that_is_not_one_yet_stays_in_its_field(fill: Callable[..., Filled]) -> None:
    filled = fill()
    filled.take({"surgery_in_area": (Answer(answer="yes", fields={"date": "2026-09-30"}),)})
    field = filled.form.show_question("surgery_in_area.date")
    assert isinstance(field, DetailField)
    edit = QApplication.focusWidget()
    assert edit is not None
    filled.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    filled.bot.keyClicks(edit, "30 Se")
    filled.form.flush()
    assert filled.answers["surgery_in_area"] == (YES,)
    assert edit.property("text") == "30 Se"


def test_must_ask_questions_are_ticked_one_by_one(fill: Callable[..., Filled]) -> None:
    filled = fill()
    counts: list[tuple[str, int]] = []
    filled.form.swept.connect(lambda group, count: counts.append((group, count)))
    filled.form.show_question("isotretinoin_current")
    filled.press(Qt.Key.Key_N)
    filled.press(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    panel = filled.form._panel
    assert panel is not None
    assert set(panel.boxes) == {row.key for row in filled.form.blank("medicines") if row.critical}
    assert not panel.confirm.isEnabled()
    blank = len(filled.form.blank("medicines"))
    for line in panel.boxes.values():
        filled.bot.mouseClick(line.box, LEFT)
    filled.bot.mouseClick(panel.confirm, LEFT)
    assert counts == [("medicines", blank)]
    assert not filled.form.blank("medicines")
    assert filled.form.blank("allergies")


def test_after_an_act_on_a_group_the_keyboard_is_on_the_next_blank_question(fill: Callable[..., Filled]) -> None:
    filled = fill(sex_at_birth="male")
    filled.take({"diabetes": (NO,)})
    for row in filled.form.blank("medicines"):
        if row.critical:
            filled.form.show_question(row.questions[0].id)
            filled.press(Qt.Key.Key_N)
    filled.press(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert filled.form.blank("medicines") == []
    assert filled.row() == "8"
    filled.form.show_question("allergy_nickel")
    filled.press(Qt.Key.Key_N)
    assert filled.row() == "26"


def test_it_is_finished_once_a_key_has_answered_the_last_blank_question(fill: Callable[..., Filled]) -> None:
    filled = fill(sex_at_birth="male")
    last = filled.form.blank()[-1]
    filled.take({question.id: (NO,) for row in filled.form.blank()[:-1] for question in row.questions})
    finished: list[bool] = []
    filled.form.finished.connect(lambda: finished.append(True))
    filled.form.show_question(last.questions[0].id)
    filled.press(Qt.Key.Key_N)
    assert finished == [True]
    filled.press(Qt.Key.Key_N)
    filled.press(Qt.Key.Key_Y)
    assert finished == [True]


def test_esc_closes_the_panel_and_answers_nothing(fill: Callable[..., Filled]) -> None:
    filled = fill()
    filled.form.answer_remaining("allergies")
    filled.press(Qt.Key.Key_Escape)
    assert filled.form._panel is None
    assert filled.answers == {}
    assert filled.row() == "24"


def test_pregnancy_unsure_asks_for_the_test(fill: Callable[..., Filled]) -> None:
    filled = fill()
    filled.form.show_question("pregnancy")
    filled.press(Qt.Key.Key_U)
    assert filled.form.blocks["23_pregnancy"].field("pregnancy", "test_date") is not None
    filled.form.show_question("pregnancy")
    filled.press(Qt.Key.Key_N)
    assert filled.form.blocks["23_pregnancy"].field("pregnancy", "test_date") is None


def test_what_does_not_apply_is_not_asked(fill: Callable[..., Filled]) -> None:
    filled = fill(sex_at_birth="male")
    assert not filled.form.blocks["23_pregnancy"].answer.isVisible()
    assert all(row.group != "pregnancy" for row in filled.form.blank())
    done, total = filled.form.progress()
    assert (done, total) == (0, len(filled.form.rows) - 2)


def test_every_control_has_a_name(fill: Callable[..., Filled]) -> None:
    filled = fill()
    filled.take({q.id: (YES,) for block in filled.form.blocks.values() for q in block.row.questions})
    for block in filled.form.blocks.values():
        for field in block.fields:
            target = field.focusProxy() or field
            assert target.accessibleName(), field.objectName()


def keyboard_of(field: QWidget) -> QWidget:
    """What has the keyboard when a field is gone to."""
    proxy = field.focusProxy()
    return keyboard_of(proxy) if proxy is not None else field


def test_tab_goes_from_a_yes_through_its_details_to_the_next_question(fill: Callable[..., Filled]) -> None:
    filled = fill()
    rows = filled.form.rows
    at = next(at for at, row in enumerate(rows) if row.key == "23_pregnancy")
    filled.form.show_question("pregnancy")
    filled.press(Qt.Key.Key_U)
    details = [keyboard_of(field) for field in filled.form.blocks["23_pregnancy"].fields]
    filled.form.show_question("pregnancy")
    passed: list[QWidget | None] = []
    while filled.row() == "23_pregnancy" and len(passed) < 20:
        filled.press(Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    assert details
    assert [part for part in passed if part in details] == details
    assert filled.row() == rows[at + 1].key


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2026-11-20", "today"), ("2026-11-19", "1 day ago"), ("2026-11-22", "in 2 days"), ("2026-09", ""), ("", "")],
)
def test_how_long_ago(iso: str, words: str) -> None:
    assert days_ago(iso, TODAY) == words
