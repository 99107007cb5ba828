"""Every widget draws in both themes and at every text size without a word from Qt."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult_app.settings import TEXT_SIZES
from consult_app.ui.appearance import apply_theme
from consult_app.ui.theme import ThemeName, load_theme
from consult_app.ui.widgets.footer import Footer
from tests.ui.gallery import PAGES


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("scale", [TEXT_SIZES[0], TEXT_SIZES[-1]])
@pytest.mark.parametrize("page", sorted(PAGES))
def test_pages_draw(qtbot: QtBot, qapp: QApplication, name: ThemeName, scale: int, page: str) -> None:
    apply_theme(qapp, load_theme(name, scale / 100))
    shown = PAGES[page]()
    qtbot.addWidget(shown)
    shown.show()
    assert not shown.grab().isNull()


def test_a_text_size_chosen_later_reaches_what_is_on_screen(qtbot: QtBot, qapp: QApplication) -> None:
    shown = PAGES["frame"]()
    qtbot.addWidget(shown)
    shown.show()
    footer = shown.findChild(Footer)
    assert isinstance(footer, Footer)
    assert footer.height() == 64
    apply_theme(qapp, load_theme("light", 1.5))
    qtbot.waitUntil(lambda: footer.height() == 96)
