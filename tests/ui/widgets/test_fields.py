"""Fields keep what is typed, say what is wrong in words, and never lose input."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget
from pytestqt.qtbot import QtBot

from consult_app.ui.widgets.choice_field import CheckBox, CheckGroup, ChoiceField
from consult_app.ui.widgets.date_field import TOO_LATE, DateField
from consult_app.ui.widgets.date_text import DAY_NEEDED, NO_SUCH_DAY, NOT_READ, long_date, read_date, short_date
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.text_field import NoteField, TextField


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("12 Sep 2026", "2026-09-12"),
        ("12 sept 2026", "2026-09-12"),
        ("2 September 2026", "2026-09-02"),
        ("2026-09-12", "2026-09-12"),
        ("12/9/2026", "2026-09-12"),
        ("12.09.2026", "2026-09-12"),
        ("  29  Feb  2028 ", "2028-02-29"),
        ("", ""),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str, iso: str) -> None:
    read = read_date(typed)
    assert (read.iso, read.problem) == (iso, "")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("soon", NOT_READ),
        ("31 Feb 2026", NO_SUCH_DAY),
        ("12/13/2026", NOT_READ),
        ("12 Sep 26", NOT_READ),
        ("Sep 2026", DAY_NEEDED),
        ("12 Sepia 2026", NOT_READ),
    ],
)
def test_what_is_no_date_is_said_in_words(typed: str, problem: str) -> None:
    assert read_date(typed).problem == problem


def test_a_month_alone_is_read_where_it_is_enough() -> None:
    assert read_date("Sep 2026", month_alone=True).iso == "2026-09"
    assert read_date("2026-09", month_alone=True).iso == "2026-09"
    assert (short_date("2026-09"), long_date("2026-09-02")) == ("Sep 2026", "2 September 2026")


def test_figures_are_read_day_first_and_named_back() -> None:
    assert read_date("3/9/2026").note == "Read as 3 September 2026."


def _date_field(qtbot: QtBot) -> DateField:
    field = DateField("Last dose", latest=date(2026, 11, 20))
    qtbot.addWidget(field)
    field.show()
    return field


def test_a_date_is_kept_and_written_out_on_leaving(qtbot: QtBot) -> None:
    field = _date_field(qtbot)
    qtbot.keyClicks(field.edit, "12/9/2026")
    with qtbot.waitSignal(field.committed) as caught:
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert caught.args == ["2026-09-12"]
    assert field.edit.text() == "12 Sep 2026"
    assert "Read as 12 September 2026." in field.edit.accessibleDescription()


def test_a_future_date_stays_but_counts_as_none(qtbot: QtBot) -> None:
    field = _date_field(qtbot)
    field.set_value("2026-09-12")
    field.edit.clear()
    qtbot.keyClicks(field.edit, "12 Sep 2028")
    with qtbot.waitSignal(field.committed) as caught:
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert caught.args == [""]
    assert field.edit.text() == "12 Sep 2028"
    assert field.error() == TOO_LATE
    assert TOO_LATE in field.edit.accessibleDescription()


def test_a_month_is_judged_by_its_own_digits(qtbot: QtBot) -> None:
    field = DateField("When", month_alone=True, latest=date(2026, 11, 20))
    qtbot.addWidget(field)
    qtbot.keyClicks(field.edit, "Nov 2026")
    field.flush()
    assert field.value == "2026-11"


def test_a_day_can_be_picked(qtbot: QtBot) -> None:
    field = _date_field(qtbot)
    field.set_value("2026-09-12")
    field._opener.click()
    calendar = field.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 9, 12)
    with qtbot.waitSignal(field.committed) as caught:
        calendar.activated.emit(QDate(2026, 9, 20))
    assert caught.args == ["2026-09-20"]


def test_typed_text_is_kept_within_two_seconds(qtbot: QtBot) -> None:
    field = TextField("Medicine")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.committed, timeout=2000) as caught:
        qtbot.keyClicks(field.edit, "warfarin")
    assert caught.args == ["warfarin"]


def test_text_is_kept_at_once_on_leaving_and_only_once(qtbot: QtBot) -> None:
    field = TextField("Medicine")
    qtbot.addWidget(field)
    qtbot.keyClicks(field.edit, "warfarin")
    with qtbot.waitSignal(field.committed):
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(field.committed):
        field.flush()


def test_a_note_is_kept_on_leaving_and_tab_leaves_it(qtbot: QtBot) -> None:
    field = NoteField("A good result")
    qtbot.addWidget(field)
    qtbot.keyClicks(field.edit, "Swim without a shirt")
    with qtbot.waitSignal(field.committed) as caught:
        field.flush()
    assert caught.args == ["Swim without a shirt"]
    assert field.edit.tabChangesFocus()


def test_showing_a_value_is_not_reported(qtbot: QtBot) -> None:
    note, field = NoteField("Note"), TextField("Name")
    qtbot.addWidget(note)
    qtbot.addWidget(field)
    with qtbot.assertNotEmitted(note.committed), qtbot.assertNotEmitted(field.committed):
        note.set_value("Kept earlier")
        field.set_value("Kept earlier")
        note.flush()
        field.flush()


def test_a_locked_field_cannot_be_changed(qtbot: QtBot) -> None:
    field = TextField("Cleared by")
    qtbot.addWidget(field)
    field.set_value("Dr Ian Whitcombe")
    field.set_locked(True)
    qtbot.keyClicks(field.edit, "x")
    assert field.value == "Dr Ian Whitcombe"


def test_a_choice_is_blank_until_chosen(qtbot: QtBot) -> None:
    field = ChoiceField("Your view", [("3", "Type III"), ("4", "Type IV")])
    qtbot.addWidget(field)
    assert field.value == ""
    field.combo.setFocus()
    with qtbot.waitSignal(field.chosen) as caught:
        qtbot.keyClick(field.combo, Qt.Key.Key_Down)
    assert caught.args == ["3"]
    assert field.combo.accessibleName() == "Your view"


def test_boxes_are_ticked_by_keyboard(qtbot: QtBot) -> None:
    group = CheckGroup("Scar shapes", [("rolling", "Rolling"), ("boxcar", "Boxcar")])
    qtbot.addWidget(group)
    group.show()
    with qtbot.waitSignal(group.changed) as caught:
        qtbot.keyClick(group.findChildren(CheckBox)[1], Qt.Key.Key_Space)
    assert caught.args == [("boxcar",)]
    assert group.accessibleDescription() == "Boxcar"


def test_a_number_is_unknown_until_given(qtbot: QtBot) -> None:
    field = NumberStepper("Inflamed spots", high=50)
    qtbot.addWidget(field)
    assert field.value is None
    with qtbot.waitSignal(field.committed) as caught:
        qtbot.mouseClick(field.more, Qt.MouseButton.LeftButton)
    assert caught.args == [0]
    qtbot.keyClick(field.edit, Qt.Key.Key_Up)
    assert field.value == 1


def test_a_number_out_of_range_stays_but_counts_as_none(qtbot: QtBot) -> None:
    field = NumberStepper("Weight", low=30, high=250, unit="kg", decimals=1)
    qtbot.addWidget(field)
    field.set_value(64.5)
    assert field.edit.text() == "64.5 kg"
    field.edit.setText("900")
    with qtbot.waitSignal(field.committed) as caught:
        field._leave()
    assert caught.args == [None]
    assert field.error() == "Between 30 and 250. Check the figure."
    assert field.edit.text() == "900"


def test_an_error_is_taken_back(qtbot: QtBot, qapp: QApplication) -> None:
    field = TextField("Reason")
    qtbot.addWidget(field)
    field.set_error("Write 10 characters or more.")
    assert field.error()
    field.set_error("")
    qapp.processEvents()
    assert field.error() == ""


def test_refreshing_a_page_loses_nothing_that_is_being_typed(qtbot: QtBot) -> None:
    text, note, day, number = TextField("Name"), NoteField("Note"), DateField("Day"), NumberStepper("Weight", high=250)
    for field in (text, note, day, number):
        qtbot.addWidget(field)
        qtbot.keyClicks(field.edit, "12 S")
    text.set_value("")
    note.set_value("")
    day.set_value("")
    number.set_value(None)
    assert [text.edit.text(), note.edit.toPlainText(), day.edit.text(), number.edit.text()] == ["12 S"] * 4
    with qtbot.waitSignal(text.committed):
        text.flush()


def test_another_record_starts_with_empty_fields(qtbot: QtBot) -> None:
    day, number = DateField("Day"), NumberStepper("Weight", high=250)
    for field in (day, number):
        qtbot.addWidget(field)
        qtbot.keyClicks(field.edit, "not yet")
        field.edit.editingFinished.emit()
        assert field.error()
        field.reset()
        assert (field.edit.text(), field.error()) == ("", "")
