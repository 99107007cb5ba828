"""The tokens keep the contrast they promise, in both themes."""

import re
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consult_app.ui import theme as theme_module
from consult_app.ui.appearance import Appearance, apply_theme, style_sheet
from consult_app.ui.theme import OUTCOMES, Theme, ThemeName, current_theme, load_theme

THEMES: tuple[ThemeName, ...] = ("light", "dark")
TEXT_PAIRS = [
    *[(ink, ground) for ink in ("text", "text_2") for ground in ("canvas", "surface", "inset", "accent_tint", "hover")],
    ("accent", "surface"),
    ("accent", "canvas"),
    ("accent", "accent_tint"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_press"),
    ("surface", "text"),
]
EDGE_PAIRS = [
    ("line_strong", "surface"),
    ("line_strong", "canvas"),
    ("focus", "surface"),
    ("focus", "canvas"),
    ("accent", "body"),
    ("body_line", "body"),
]


def contrast(first: str, second: str) -> float:
    """Return the WCAG 2.2 contrast ratio of two colours."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(value: str) -> float:
    made = QColor(value)
    red, green, blue = (_linear(part) for part in (made.redF(), made.greenF(), made.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _colour(theme: Theme, name: str) -> str:
    return str(asdict(theme.colours)[name])


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(name: ThemeName, ink: str, ground: str) -> None:
    theme = load_theme(name)
    assert contrast(_colour(theme, ink), _colour(theme, ground)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edges_can_be_seen(name: ThemeName, edge: str, ground: str) -> None:
    theme = load_theme(name)
    assert contrast(_colour(theme, edge), _colour(theme, ground)) >= 3


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_states_can_be_read(name: ThemeName, outcome: str) -> None:
    theme = load_theme(name)
    state = next(state for state in theme.states.values() if state.outcome == outcome)
    assert contrast(state.ink, state.tint) >= 4.5
    assert contrast(state.ink, theme.colours.surface) >= 4.5
    assert contrast(theme.colours.text, state.tint) >= 4.5
    assert contrast(theme.colours.text_2, state.tint) >= 4.5


@pytest.mark.parametrize(
    ("name", "pair", "promised"),
    [
        ("light", ("text", "canvas"), 13.96),
        ("dark", ("text", "canvas"), 15.35),
        ("light", ("on_accent", "accent"), 7.95),
        ("dark", ("line_strong", "surface"), 4.33),
    ],
)
def test_the_measure_agrees_with_the_design(name: ThemeName, pair: tuple[str, str], promised: float) -> None:
    theme = load_theme(name)
    assert contrast(_colour(theme, pair[0]), _colour(theme, pair[1])) == pytest.approx(promised, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_has_every_token_filled_in(name: ThemeName) -> None:
    assert "@" not in style_sheet(load_theme(name))


def test_no_colour_is_written_anywhere_else() -> None:
    folder = Path(theme_module.__file__).parent
    literal = re.compile(r"""["']#[0-9A-Fa-f]{3,8}["']|QColor\(\d|Qt\.GlobalColor\.(?!transparent)""")
    found = [path.name for path in folder.rglob("*.py") if literal.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_text_and_rows_grow_but_lines_do_not() -> None:
    theme = load_theme("light", 2.0)
    assert theme.font("body").pixelSize() == 30
    assert (theme.px(40), theme.px(1), theme.px(2)) == (80, 1, 2)


def test_type_is_never_smaller_than_13() -> None:
    assert current_theme().font("small").pixelSize() == 13
    assert QFontInfo(current_theme().font(bold=True)).family() == "Noto Sans"
    assert QFontInfo(current_theme().font(bold=True)).weight() == 700


def test_a_choice_overrides_the_desktop(qapp: QApplication) -> None:
    appearance = Appearance(qapp, "light")
    appearance.dress("dark", 1.0)
    assert current_theme().name == "dark"
    appearance.dress("dark", 1.3)
    assert current_theme().scale == 1.3
    appearance.dress("system", 1.3)
    assert current_theme().name == "light"
    appearance.deleteLater()


def test_widgets_learn_of_a_new_theme(qapp: QApplication, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    apply_theme(qapp, load_theme("dark"))
    canvas = QColor(load_theme("dark").colours.canvas)
    qtbot.waitUntil(lambda: widget.palette().window().color() == canvas)
