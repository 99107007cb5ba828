"""Every icon can be drawn, and the six states differ in outline."""

import pytest
from PySide6.QtGui import QImage

from consult_app.ui.icons import icon_names, icon_pixmap
from consult_app.ui.theme import OUTCOMES, load_theme


def _picture(name: str) -> QImage:
    colours = load_theme().colours
    return icon_pixmap(name, 24, colours.text, colours.surface).toImage()


@pytest.mark.parametrize("name", sorted(icon_names()))
def test_every_icon_draws_something(name: str) -> None:
    picture = _picture(name)
    assert any(picture.pixelColor(x, y).alpha() for x in range(24) for y in range(24))


def test_the_states_have_six_outlines() -> None:
    outlines = set()
    for outcome in OUTCOMES:
        picture = _picture(load_theme().state(outcome).icon)
        outlines.add(tuple(picture.pixelColor(x, y).alpha() > 127 for x in range(24) for y in range(24)))
    assert len(outlines) == len(OUTCOMES)
