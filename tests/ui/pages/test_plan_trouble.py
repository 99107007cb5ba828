"""The signs of trouble beside the numbing plan: folded away, opened by mouse and keyboard, whole when open."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from consult_app.clinical.catalogue import Catalogue
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.ui.pages.plan_trouble import TroubleSigns


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_or_error()


@pytest.fixture
def signs(catalogue: Catalogue, qtbot: QtBot) -> TroubleSigns:
    shown = TroubleSigns(catalogue.trouble_signs.values())
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def seen(signs: TroubleSigns) -> str:
    return "\n".join(part.text() for part in signs.findChildren(QLabel) if part.isVisible())


def test_they_open_and_close_by_mouse_and_keyboard(signs: TroubleSigns, qtbot: QtBot) -> None:
    assert seen(signs) == ""
    assert signs.opener.accessibleDescription() == "Opens below"
    qtbot.mouseClick(signs.opener, Qt.MouseButton.LeftButton)
    assert "Local anaesthetic toxicity" in seen(signs)
    assert signs.opener.accessibleDescription() == "Shown below"
    signs.opener.setFocus()
    qtbot.keyClick(signs.opener, Qt.Key.Key_Space)
    assert seen(signs) == ""


def test_every_problem_stands_with_its_signs_in_order_and_what_to_do(
    signs: TroubleSigns, catalogue: Catalogue, qtbot: QtBot
) -> None:
    qtbot.mouseClick(signs.opener, Qt.MouseButton.LeftButton)
    words = seen(signs).lower()
    at = 0
    for problem in catalogue.trouble_signs.values():
        for text in (problem.label, *problem.signs, *problem.do):
            at = words.index(text.lower(), at)
    assert "say “local anaesthetic toxicity”" in words
    assert "lipid" not in words
    assert "methylene" not in words
    assert "mg/kg" not in words


def test_the_button_is_named_and_large_enough(signs: TroubleSigns) -> None:
    assert signs.opener.accessibleName() == "Signs of trouble"
    assert signs.opener.height() >= 40
