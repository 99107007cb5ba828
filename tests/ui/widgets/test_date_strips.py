"""Waits and courses on a line of days: nothing lands where needling may not happen."""

from datetime import date

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from consult_app.ui.widgets.calendar_strip import Avoided, CalendarStrip, CourseView, Visit, is_allowed, next_allowed
from consult_app.ui.widgets.date_strip import DateStrip, DateStripView, Wait
from consult_app.ui.widgets.months import DayLine, month_word

COURSE = CourseView(
    date(2027, 3, 1),
    date(2027, 9, 28),
    (
        Visit("patch", "T", "Test patch", date(2027, 3, 16), is_patch=True),
        Visit("s1", "1", "Session 1", date(2027, 4, 13), 28),
        Visit("s2", "2", "Session 2", date(2027, 5, 25), 28),
    ),
    date(2027, 3, 12),
    (Avoided("Work trip", date(2027, 5, 27), date(2027, 6, 10)),),
)


def test_months_are_marked() -> None:
    line = DayLine(date(2026, 11, 20), date(2027, 2, 10), 0, 820)
    assert [month_word(first) for first in line.months()] == ["Dec", "Jan 2027", "Feb"]
    assert line.day(line.x(date(2026, 12, 6))) == date(2026, 12, 6)


def test_nothing_lands_in_the_wait() -> None:
    assert not is_allowed(COURSE, "patch", date(2027, 3, 11))
    assert is_allowed(COURSE, "patch", date(2027, 3, 12))


def test_nothing_lands_on_avoided_days() -> None:
    assert not is_allowed(COURSE, "s2", date(2027, 5, 27))
    assert is_allowed(COURSE, "s2", date(2027, 6, 11))


def test_nothing_comes_closer_than_the_shortest_interval() -> None:
    assert not is_allowed(COURSE, "s1", date(2027, 4, 12))
    assert not is_allowed(COURSE, "s1", date(2027, 4, 28))
    assert is_allowed(COURSE, "s1", date(2027, 4, 27))


def test_one_day_at_a_time_steps_over_avoided_days() -> None:
    assert next_allowed(COURSE, "s2", date(2027, 5, 26), 1) == date(2027, 6, 11)
    assert next_allowed(COURSE, "patch", date(2027, 3, 12), -1) is None


def _strip(qtbot: QtBot) -> CalendarStrip:
    strip = CalendarStrip(COURSE)
    qtbot.addWidget(strip)
    strip.resize(624, 93)
    strip.show()
    return strip


def test_arrows_move_a_session(qtbot: QtBot) -> None:
    strip = _strip(qtbot)
    with qtbot.waitSignal(strip.moved) as caught:
        qtbot.keyClick(strip.mark("s1"), Qt.Key.Key_Right)
    assert caught.args == ["s1", date(2027, 4, 14)]
    assert strip.mark("s1").accessibleDescription() == "Wed 14 Apr 2027"


def test_dragging_moves_a_session(qtbot: QtBot) -> None:
    strip, moved = _strip(qtbot), list[tuple[str, date]]()
    strip.moved.connect(lambda visit, day: moved.append((visit, day)))
    mark = strip.mark("s2")
    qtbot.mousePress(mark, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    qtbot.mouseMove(mark, QPoint(120, 20))
    qtbot.mouseRelease(mark, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert moved
    assert moved[-1][1] > date(2027, 6, 10)


def test_a_session_is_not_dragged_into_the_wait(qtbot: QtBot) -> None:
    strip = _strip(qtbot)
    mark = strip.mark("patch")
    with qtbot.assertNotEmitted(strip.moved):
        qtbot.mousePress(mark, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
        qtbot.mouseMove(mark, QPoint(-20, 20))


def test_waits_are_spoken_as_a_list(qtbot: QtBot) -> None:
    waits = (Wait("Isotretinoin", date(2027, 3, 12)), Wait("Recent sun", date(2026, 12, 6)))
    strip = DateStrip(DateStripView(date(2026, 11, 20), waits, date(2027, 3, 12)))
    qtbot.addWidget(strip)
    said = "Recent sun until 6 Dec 2026. Isotretinoin until 12 Mar 2027. Earliest safe date Fri 12 Mar 2027"
    assert strip.accessibleDescription() == said
    strip.show_waits(DateStripView(date(2026, 11, 20), ()))
    assert strip.accessibleDescription() == "No date yet"


def test_a_long_name_is_shortened_and_never_its_day(qtbot: QtBot) -> None:
    long = Wait("Tanned less than 28 days ago, upper back, left shoulder, right shoulder, neck", date(2026, 12, 6))
    strip = DateStrip(DateStripView(date(2026, 11, 20), (long,), date(2027, 3, 12)))
    qtbot.addWidget(strip)
    shown = strip._fitting(long.name, ", until 6 Dec", 300)
    assert shown.startswith("Tanned less than 28 days ago")
    assert shown.endswith("…, until 6 Dec")
    assert long.name in strip.accessibleDescription()
