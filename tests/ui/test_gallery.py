"""Every widget draws in both themes and at every text size without a word from Qt."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult_app.ui.appearance import TEXT_SIZES, apply_theme
from consult_app.ui.theme import ThemeName, load_theme
from tests.ui.gallery import PAGES


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("scale", [TEXT_SIZES[0], TEXT_SIZES[-1]])
@pytest.mark.parametrize("page", sorted(PAGES))
def test_pages_draw(qtbot: QtBot, qapp: QApplication, name: ThemeName, scale: float, page: str) -> None:
    apply_theme(qapp, load_theme(name, scale))
    shown = PAGES[page]()
    qtbot.addWidget(shown)
    shown.show()
    assert not shown.grab().isNull()
