"""Opening one record in place of another: what is typed until the last moment is saved first, and shown."""

import datetime as dt
import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult_app.demo import demo_app
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.consultation.conflict_dialog import ConflictDialog
from consult_app.ui.consultation.frame import ConsultationFrame
from consult_app.ui.desk import Desk

DAY = dt.date(2026, 11, 20)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    background = Background()
    shown = Desk(demo_app(Settings(tmp_path), DAY), background)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    yield shown
    qtbot.waitUntil(lambda: not background.busy)
    background.finish()
    shown.app.records.close()


def begun(desk: Desk, qtbot: QtBot) -> ConsultationFrame:
    """A new consultation on the screen."""
    desk.start("Marisol Quill")
    return next_frame(desk, qtbot, None)


def next_frame(desk: Desk, qtbot: QtBot, before: ConsultationFrame | None) -> ConsultationFrame:
    qtbot.waitUntil(lambda: desk.frame is not None and desk.frame is not before)
    assert desk.frame is not None
    return desk.frame


def weigh(frame: ConsultationFrame, weight: float) -> None:
    frame.state.update(client=frame.state.consultation.client.model_copy(update={"weight_kg": weight}))


def settled(desk: Desk, qtbot: QtBot) -> None:
    said: list[bool] = []
    desk.settle(said.append)
    qtbot.waitUntil(lambda: bool(said))
    assert said == [True]


def test_what_is_typed_while_the_same_consultation_is_opened_again_is_kept_without_a_conflict(
    desk: Desk, qtbot: QtBot
) -> None:
    first = begun(desk, qtbot)
    number = first.saving.header.id
    weigh(first, 61.0)  # its save runs when the consultation is asked for
    desk.open_consultation(number)
    first.state.update(reason_for_visit="Back acne scars")  # and this is typed while it is read
    first.open_step("history")
    again = next_frame(desk, qtbot, first)
    assert again.state.consultation.client.weight_kg == 61.0
    assert again.state.consultation.reason_for_visit == "Back acne scars"
    again.state.update(reason_for_visit="Back and face")
    settled(desk, qtbot)
    assert desk.app.records.load(number).consultation == again.state.consultation
    assert not desk.findChildren(ConflictDialog)


def test_another_consultation_of_the_client_shows_what_was_typed_until_the_last_moment(
    desk: Desk, qtbot: QtBot
) -> None:
    first = begun(desk, qtbot)
    settled(desk, qtbot)
    records, header = desk.app.records, first.saving.header
    assert header.client_id is not None
    known = records.client(header.client_id)
    other = records.start_consultation(known, first.state.consultation, header.progress)
    desk.open_consultation(other.id)
    weigh(first, 61.0)
    second = next_frame(desk, qtbot, first)
    assert second.saving.header.id == other.id
    assert second.state.consultation.client.weight_kg == 61.0
    assert records.load(other.id).consultation == second.state.consultation
    assert records.load(header.id).consultation.client.weight_kg == 61.0


def test_a_second_click_opens_nothing_twice(desk: Desk, qtbot: QtBot) -> None:
    number = len(desk.app.records.headers())
    desk.start("Marisol Quill")
    desk.start("Marisol Quill")
    frame = next_frame(desk, qtbot, None)
    qtbot.waitUntil(lambda: frame.saving.is_clean)
    assert len(desk.app.records.headers()) == number + 1


def test_what_cannot_be_read_leaves_the_open_consultation_and_the_next_opens(desk: Desk, qtbot: QtBot) -> None:
    first = begun(desk, qtbot)
    desk.open_consultation(9_999)
    desk.go_home()  # elsewhere meanwhile: nothing comes up over it
    desk.open_consultation(1)
    frame = next_frame(desk, qtbot, first)
    assert frame.saving.header.id == 1


def test_a_consultation_that_was_left_is_given_up_whole(desk: Desk, qtbot: QtBot) -> None:
    left: list[weakref.ref[ConsultationFrame]] = []
    for number in (1, 2, 3):
        desk.open_consultation(number)
        frame = next_frame(desk, qtbot, None)
        for step in frame.pages:
            frame.open_step(step)
        left.append(weakref.ref(frame))
        frame.leave()
        qtbot.waitUntil(lambda: desk.frame is None)
        del frame

    def are_gone() -> None:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        assert [frame() for frame in left] == [None, None, None]

    qtbot.waitUntil(are_gone, timeout=20_000)
