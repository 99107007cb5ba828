"""A draft reopened: on another day, under other rules, with a wrong clock; seen in the whole frame on real records."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from consult_app.app import App
from consult_app.clinical.consultation import AreaRequest
from consult_app.demo import demo_app
from consult_app.documents.layout import SAMPLE_MARK
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.consultation.frame import ConsultationFrame
from consult_app.ui.consultation.reopening import Reopening
from consult_app.ui.pages.handouts import HandoutsPage
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.notices import ChoiceNotice

PATIENCE_MS = 30_000
TALLEST = 170
BEGUN = dt.date(2026, 11, 20)
LATER = dt.date(2027, 4, 19)
MARISOL, TOM = 1, 6
OTHER = "0" * 64
Open = Callable[..., ConsultationFrame]


class Practice:
    """The made-up practice with a clock and rules that can be moved."""

    def __init__(self, home: Path) -> None:
        self.first = demo_app(Settings(home), BEGUN)
        self.day = BEGUN

    def app(self, *, digest: str = "") -> App:
        zone = self.first.now().tzinfo
        catalogue = replace(self.first.catalogue, digest=digest) if digest else self.first.catalogue
        now = lambda: dt.datetime.combine(self.day, dt.time(11), zone)  # noqa: E731
        return App(self.first.settings, catalogue, self.first.records, now, is_demo=True)


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    made = Practice(tmp_path)
    yield made
    made.first.records.close()


@pytest.fixture
def open_draft(practice: Practice, qtbot: QtBot) -> Iterator[Open]:
    background = Background()
    frames: list[ConsultationFrame] = []

    def opened(number: int = MARISOL, day: dt.date = BEGUN, digest: str = "") -> ConsultationFrame:
        practice.day = day
        frame = ConsultationFrame(practice.app(digest=digest), practice.first.records.load(number), background)
        qtbot.addWidget(frame)
        frame.resize(1280, 800)
        frame.show()
        frames.append(frame)
        return frame

    yield opened
    for frame in frames:
        frame.close()
    qtbot.waitUntil(lambda: not background.busy, timeout=PATIENCE_MS)
    background.finish()


def words(frame: ConsultationFrame) -> str:
    """All that the notice says."""
    shown = frame.findChild(Reopening)
    assert shown is not None
    lines = [one.text() for one in shown.findChildren(QLabel) if one.isVisible()]
    return " ".join([*lines, *(one.toPlainText() for one in shown.findChildren(QPlainTextEdit) if one.isVisible())])


def press(frame: ConsultationFrame, name: str, qtbot: QtBot) -> None:
    (button,) = (one for one in frame.findChildren(Button, name) if one.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def locked(frame: ConsultationFrame) -> set[str]:
    page = frame.pages["handouts"]
    assert isinstance(page, HandoutsPage)
    return {name for name, row in page.list.rows.items() if row.handout.state == "locked"}


def saved(frame: ConsultationFrame, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: frame.saving.is_clean, timeout=PATIENCE_MS)


def test_a_draft_of_today_opens_without_a_word(open_draft: Open) -> None:
    frame = open_draft()
    assert words(frame) == ""
    assert locked(frame) == {"consent"}


def test_a_draft_of_an_earlier_day_says_so_and_locks_every_paper(open_draft: Open) -> None:
    frame = open_draft(day=LATER)
    assert "This consultation was begun on 20 Nov 2026. Its dates are judged as of that day." in words(frame)
    frame.open_step("handouts")
    page = frame.page
    assert isinstance(page, HandoutsPage)
    assert {"treatment_plan", "clearance_letter", "consent"} <= locked(frame)
    assert not any(handout.may_go_out for handout in page._shown)
    assert not page.footer_actions()[0].enabled
    assert "on which day this consultation is judged" in page.options._why.text()


def test_bringing_it_to_today_judges_again_and_tells_what_changed(open_draft: Open, qtbot: QtBot) -> None:
    frame = open_draft(day=LATER)
    press(frame, "bring_to_today", qtbot)
    assert frame.state.consultation.as_of == LATER
    assert frame.state.summary is not None
    assert frame.state.summary.as_of == LATER
    told = words(frame)
    assert "Now judged as of today, 19 Apr 2027. What changed:" in told
    assert "No longer found: Isotretinoin stopped recently (Defer until 12 Mar 2027)" in told
    assert "Consultation day" not in told
    assert "treatment_plan" not in locked(frame)
    press(frame, "close_notice", qtbot)
    assert words(frame) == ""
    saved(frame, qtbot)
    assert frame.saving.header.as_of == LATER


def test_bringing_it_to_today_can_be_undone_and_then_waits_again(open_draft: Open, qtbot: QtBot) -> None:
    frame = open_draft(day=LATER)
    press(frame, "bring_to_today", qtbot)
    frame.state.undo()
    assert frame.state.consultation.as_of == BEGUN
    assert "begun on 20 Nov 2026" in words(frame)
    assert "treatment_plan" in locked(frame)
    frame.state.redo()
    assert words(frame) == ""
    saved(frame, qtbot)


def test_after_it_dates_up_to_today_can_be_entered(open_draft: Open, qtbot: QtBot) -> None:
    frame = open_draft(day=LATER)
    dose = next(one for one in frame.pages["history"].findChildren(DateField) if one.name == "Last capsule")
    assert dose._latest == BEGUN
    press(frame, "bring_to_today", qtbot)
    assert dose._latest == LATER
    saved(frame, qtbot)


def test_keeping_that_day_unlocks_and_goes_on_saying_which_day(open_draft: Open, qtbot: QtBot) -> None:
    frame = open_draft(day=LATER)
    press(frame, "keep_that_day", qtbot)
    assert frame.state.consultation.as_of == BEGUN
    assert "All dates here are judged as of 20 Nov 2026, not today." in words(frame)
    assert "treatment_plan" not in locked(frame)
    press(frame, "bring_to_today", qtbot)
    assert frame.state.consultation.as_of == LATER
    saved(frame, qtbot)


def test_a_window_left_open_over_midnight_says_so(open_draft: Open, practice: Practice) -> None:
    frame = open_draft()
    practice.day = BEGUN + dt.timedelta(days=1)
    assert words(frame) == ""
    frame.look_at_day()
    assert "begun on 20 Nov 2026" in words(frame)
    assert "treatment_plan" in locked(frame)


def test_a_clock_before_the_day_is_said_and_refuses_nothing(open_draft: Open) -> None:
    frame = open_draft(day=dt.date(2026, 11, 12))
    assert "clock says 12 Nov 2026" in words(frame)
    assert locked(frame) == {"consent"}


def test_a_finished_record_is_never_touched(open_draft: Open, practice: Practice) -> None:
    before = practice.first.records.load(TOM)
    frame = open_draft(TOM, day=LATER, digest=OTHER)
    frame.look_at_day()
    assert words(frame) == ""
    assert frame.state.consultation == before.consultation
    assert practice.first.records.load(TOM) == before


def test_other_rules_lock_the_consent_until_checked_again(open_draft: Open, practice: Practice, qtbot: QtBot) -> None:
    frame = open_draft(digest=OTHER)
    old = practice.first.catalogue.digest
    assert "The rules have changed since this consultation was last checked." in words(frame)
    page = frame.pages["handouts"]
    assert isinstance(page, HandoutsPage)
    assert "Check again" in page.list.rows["consent"].accessibleDescription()
    assert locked(frame) == {"consent"}
    frame.open_step("skin")
    saved(frame, qtbot)
    assert frame.saving.header.progress.protocol_digest == old
    assert "rules have changed" in words(open_draft(digest=OTHER))
    press(frame, "check_again", qtbot)
    saved(frame, qtbot)
    assert words(frame) == ""
    assert frame.saving.header.progress.protocol_digest == OTHER
    assert words(open_draft(digest=OTHER)) == ""


def test_rules_that_cannot_run_are_not_taken_as_checked(open_draft: Open, qtbot: QtBot) -> None:
    frame = open_draft(digest=OTHER)
    frame.state.update(areas=(AreaRequest(id="no_such_area"),))
    press(frame, "check_again", qtbot)
    assert "rules have changed" in words(frame)
    frame.state.undo()
    saved(frame, qtbot)
    assert frame.saving.header.progress.protocol_digest != OTHER


def test_bringing_it_to_today_checks_by_the_present_rules_as_well(open_draft: Open, qtbot: QtBot) -> None:
    frame = open_draft(day=LATER, digest=OTHER)
    assert "rules have changed as well" in words(frame)
    press(frame, "bring_to_today", qtbot)
    saved(frame, qtbot)
    assert "Now judged as of today" in words(frame)
    assert frame.saving.header.progress.protocol_digest == OTHER


def test_the_notice_is_reached_by_keyboard_and_gives_it_back(open_draft: Open, qtbot: QtBot) -> None:
    frame = open_draft(day=LATER)
    with qtbot.waitActive(frame, timeout=PATIENCE_MS):
        frame.activateWindow()
    notice = frame.findChild(ChoiceNotice)
    assert notice is not None
    for _ in range(5):
        frame.next_pane()
        here = frame.focusWidget()
        assert here is not None
        if notice.isAncestorOf(here):
            break
    assert here.accessibleName() == "Bring it to today"
    qtbot.keyClick(here, Qt.Key.Key_Space)
    here = frame.focusWidget()
    assert here is not None
    assert frame.page.isAncestorOf(here)
    saved(frame, qtbot)


def test_papers_of_the_demonstration_are_marked(open_draft: Open, qtbot: QtBot) -> None:
    frame = open_draft()
    frame.open_step("handouts")
    page = frame.page
    assert isinstance(page, HandoutsPage)
    qtbot.waitUntil(lambda: bool(page._data), timeout=PATIENCE_MS)
    pages = PdfReader(BytesIO(page._data)).pages
    assert all(SAMPLE_MARK in " ".join(each.extract_text().split()) for each in pages)


@pytest.mark.parametrize("size", [(1024, 700), (1280, 800)])
def test_the_frame_still_fits_the_window(open_draft: Open, qtbot: QtBot, size: tuple[int, int]) -> None:
    frame = open_draft(day=LATER)
    frame.resize(*size)
    for choice in ("", "bring_to_today"):
        if choice:
            press(frame, choice, qtbot)
        for step in frame.pages:
            frame.open_step(step)
            assert frame.minimumSizeHint().width() <= size[0], step
            notice = frame.findChild(Reopening)
            assert notice is not None
            qtbot.waitUntil(lambda shown=notice: 0 < shown.height() <= TALLEST)  # type: ignore[misc]
    saved(frame, qtbot)
