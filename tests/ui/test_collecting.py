"""Garbage is collected on the window's thread alone, however much other threads allocate."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from consult_app.ui.collecting import Collecting


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:  # noqa: ARG001 (it makes the application)
    was_on = gc.isenabled()
    yield QObject()
    if was_on:
        gc.enable()


class Told:
    """Says on which thread it was collected; it stands in a cycle with itself."""

    def __init__(self, where: list[int]) -> None:
        self._me, self._where = self, where

    def __del__(self) -> None:
        self._where.append(threading.get_ident())


def test_what_a_worker_leaves_is_collected_here(owner: QObject, qtbot: QtBot) -> None:
    collecting, where = Collecting(owner), list[int]()

    def work() -> None:
        for _at in range(20_000):
            Told(where)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert where == []
    qtbot.waitUntil(lambda: len(where) == 20_000)
    assert set(where) == {threading.get_ident()}
    assert collecting.parent() is owner
