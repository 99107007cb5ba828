"""Dresses the application: fonts, style sheet and palette, light or dark, at the chosen text size."""

import re
from dataclasses import asdict
from typing import Literal

import pymupdf_fonts
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from consult_app.resources import resource_path
from consult_app.ui.theme import OUTCOMES, SCALE_PROPERTY, THEME_PROPERTY, Theme, ThemeName, load_theme

ThemeChoice = Literal["system", "light", "dark"]
_FONTS_PROPERTY = "consult_fonts"
_FACES = ("notos", "notosbo", "figo", "figbo")


class Appearance(QObject):
    """Keeps the application in the chosen theme and text size; `system` follows the desktop."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: ThemeChoice = "system", text_size: float = 1.0) -> None:
        super().__init__(app)
        self._app, self._choice, self._text_size = app, choice, text_size
        load_fonts(app)
        app.styleHints().colorSchemeChanged.connect(self._refresh)
        self._refresh()

    def dress(self, choice: ThemeChoice, text_size: float) -> None:
        """Choose the theme, or to follow the desktop, and the text size, 1.0 for 100 %; what is so costs nothing."""
        if (choice, text_size) != (self._choice, self._text_size):
            self._choice, self._text_size = choice, text_size
            self._refresh()

    def _refresh(self) -> None:
        apply_theme(self._app, load_theme(self._name(), self._text_size))
        self.changed.emit()

    def _name(self) -> ThemeName:
        if self._choice != "system":
            return self._choice
        return "dark" if self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Put a theme on every widget there is and will be."""
    app.setProperty(THEME_PROPERTY, theme.name)
    app.setProperty(SCALE_PROPERTY, theme.scale)
    app.setStyle("Fusion")
    app.setFont(theme.font())
    app.setPalette(_palette(theme))
    app.setStyleSheet(style_sheet(theme))


def load_fonts(app: QApplication) -> None:
    """Load Noto Sans, and FiraGO for the scripts it lacks; asking again costs nothing."""
    if app.property(_FONTS_PROPERTY):
        return
    for face in _FACES:
        QFontDatabase.addApplicationFontFromData(pymupdf_fonts.myfont(face))
    app.setProperty(_FONTS_PROPERTY, True)


def style_sheet(theme: Theme) -> str:
    """Return the application style sheet with every token and size filled in."""
    text = resource_path("theme", "window.qss").read_text(encoding="utf-8")
    for name, value in sorted(_named_colours(theme).items(), key=lambda pair: -len(pair[0])):
        text = text.replace(f"@{name}", value)
    return re.sub(r"\b(\d+)px", lambda size: f"{theme.px(int(size[1]))}px", text)


def _named_colours(theme: Theme) -> dict[str, str]:
    """The colour tokens, and each state's as `treat_ink`, `treat_tint`, `treat_line` and so on."""
    named = dict(asdict(theme.colours))
    for outcome in OUTCOMES:
        state = theme.state(outcome)
        named |= {f"{outcome}_ink": state.ink, f"{outcome}_tint": state.tint, f"{outcome}_line": state.line}
    return named


def _palette(theme: Theme) -> QPalette:
    colours, role = theme.colours, QPalette.ColorRole
    pairs = {
        role.Window: colours.canvas,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.inset,
        role.Text: colours.text,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.PlaceholderText: colours.text_2,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Link: colours.accent,
        role.ToolTipBase: colours.text,
        role.ToolTipText: colours.surface,
    }
    palette = QPalette()
    for which, value in pairs.items():
        palette.setColor(which, QColor(value))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.text_off))
    return palette
