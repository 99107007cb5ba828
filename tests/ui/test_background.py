"""Work off the window's thread: order, failures, and a runner that goes while work is under way."""

import gc
import threading
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from consult_app.ui.background import Background


def test_records_jobs_run_in_order_off_the_windows_thread_and_report_on_it(qtbot: QtBot) -> None:
    background, window = Background(), QThread.currentThread()
    ran: list[tuple[int, bool]] = []
    told: list[tuple[int, bool]] = []

    def job(number: int) -> int:
        ran.append((number, threading.current_thread() is threading.main_thread()))
        return number

    for number in range(20):
        background.run_records(
            partial(job, number),
            lambda result: told.append((result, QThread.currentThread() is window)),
            lambda _error: None,
        )
    qtbot.waitUntil(lambda: not background.busy)
    background.finish()
    assert ran == [(number, False) for number in range(20)]
    assert [number for number, _ in told] == list(range(20))
    assert all(here for _, here in told)


def test_a_failure_comes_back_as_it_was(qtbot: QtBot) -> None:
    background = Background()
    errors: list[Exception] = []

    def broken() -> None:
        raise ValueError("no")

    background.run(broken, lambda _result: None, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    background.finish()
    assert isinstance(errors[0], ValueError)


def test_an_answer_that_comes_after_the_end_begins_nothing(qtbot: QtBot) -> None:
    background, asked = Background(), list[int]()

    def ask_for_more(_result: object) -> None:
        asked.append(len(asked))
        background.run_records(lambda: None, ask_for_more, lambda _error: None)

    background.run_records(lambda: None, ask_for_more, lambda _error: None)
    background.finish()
    qtbot.waitUntil(lambda: bool(asked))
    assert not background.busy
    assert asked == [0]


def test_a_runner_may_go_while_a_job_is_under_way() -> None:
    """With Qt's own pool this waited for ever: the job could not run while the pool was being collected."""
    started, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def job() -> None:
        started.set()
        go_on.wait(10)
        ended.set()

    background = Background()
    background.run(job, lambda _result: None, lambda _error: None)
    assert started.wait(10)
    del background
    gc.collect()
    go_on.set()
    assert ended.wait(10)


def test_an_answer_for_a_part_that_was_closed_goes_nowhere(qtbot: QtBot) -> None:
    background = Background()

    class Part(QObject):
        heard: ClassVar[list[object]] = []

        def hear(self, answer: object) -> None:
            self.heard.append(answer)

    part, stays = Part(), Part()
    background.run_records(lambda: "gone", part.hear, part.hear)
    background.run_records(lambda: 1 / 0, part.hear, part.hear)
    background.run_records(lambda: "there", stays.hear, stays.hear)
    delete(part)
    qtbot.waitUntil(lambda: Part.heard != [])
    assert Part.heard == ["there"]
    background.finish()
