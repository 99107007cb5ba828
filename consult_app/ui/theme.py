"""The design tokens: colours, state colours and words, sizes and type, for both themes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont

from consult_app.resources import resource_path

ThemeName = Literal["light", "dark"]
Outcome = Literal["treat", "precautions", "defer", "clearance", "do_not_treat", "incomplete"]
TypeSize = Literal["small", "body", "heading", "title"]
Tone = Literal[
    "text", "second", "off", "accent", "on_ground", "on_accent",
    "treat", "precautions", "defer", "clearance", "do_not_treat", "incomplete",
]  # fmt: skip

OUTCOMES: tuple[Outcome, ...] = ("treat", "precautions", "defer", "clearance", "do_not_treat", "incomplete")
TYPE_SIZES: Mapping[TypeSize, int] = MappingProxyType({"small": 13, "body": 15, "heading": 18, "title": 24})
FAMILIES = ("Noto Sans", "FiraGO")
THEME_PROPERTY = "consult_theme"
SCALE_PROPERTY = "consult_text_scale"

RADIUS_SMALL, RADIUS, RADIUS_CARD = 4, 6, 8
CONTROL_HEIGHT, IMPORTANT_HEIGHT, SEARCH_HEIGHT = 40, 48, 56


@dataclass(frozen=True)
class Colours:
    """The plain colour tokens, each as `#RRGGBB`."""

    canvas: str
    surface: str
    inset: str
    hover: str
    line: str
    line_strong: str
    text: str
    text_2: str
    text_off: str
    accent: str
    accent_hover: str
    accent_press: str
    accent_tint: str
    accent_line: str
    on_accent: str
    focus: str
    body: str
    body_line: str


@dataclass(frozen=True)
class State:
    """How one outcome looks: its word, and the colours of its icon and text, ground and edge."""

    outcome: Outcome
    word: str
    ink: str
    tint: str
    line: str

    @property
    def icon(self) -> str:
        """The name of its icon; the six outlines differ."""
        return f"state_{self.outcome}"


@dataclass(frozen=True)
class Theme:
    """One theme at one text size; every size on screen comes from here."""

    name: ThemeName
    scale: float
    colours: Colours
    states: Mapping[Outcome, State]
    body_tones: tuple[str, ...]
    skin_tones: tuple[str, ...]

    def px(self, size: float) -> int:
        """Return a size in logical pixels at the chosen text size; lines of 1 and 2 stay as they are."""
        return round(size) if size <= 2 else round(size * self.scale)

    def font(self, size: TypeSize = "body", *, bold: bool = False) -> QFont:
        """Return one of the four type sizes in one of the two weights."""
        font = QFont(list(FAMILIES))
        font.setPixelSize(self.px(TYPE_SIZES[size]))
        font.setBold(bold)
        return font

    def state(self, outcome: Outcome) -> State:
        """Return how an outcome looks."""
        return self.states[outcome]

    def ink(self, tone: Tone) -> str:
        """Return the colour of text or an icon: a plain tone, or a state's ink."""
        colours = self.colours
        plain = {
            "text": colours.text,
            "second": colours.text_2,
            "off": colours.text_off,
            "accent": colours.accent,
            "on_ground": colours.surface,
            "on_accent": colours.on_accent,
        }
        return plain[tone] if tone in plain else next(s.ink for s in self.states.values() if s.outcome == tone)


@lru_cache
def load_theme(name: ThemeName = "light", scale: float = 1.0) -> Theme:
    """Return a theme; `scale` is the text-size factor, 1.0 to 2.0."""
    tokens = _tokens()
    own = tokens[name]
    states = {key: State(key, tokens["words"][key], **own["states"][key]) for key in OUTCOMES}
    return Theme(
        name=name,
        scale=scale,
        colours=Colours(**own["colours"]),
        states=MappingProxyType(states),
        body_tones=tuple(own["body_tones"]),
        skin_tones=tuple(tokens["skin_tones"]),
    )


def current_theme() -> Theme:
    """Return the theme the application shows now; light at 100 % before any was applied."""
    app = QCoreApplication.instance()
    name = app.property(THEME_PROPERTY) if app else None
    scale = app.property(SCALE_PROPERTY) if app else None
    return load_theme("dark" if name == "dark" else "light", float(scale or 1.0))


def colour(value: str, alpha: float = 1.0) -> QColor:
    """Return a token's colour for painting, with an opacity from 0 to 1."""
    made = QColor(value)
    made.setAlphaF(alpha)
    return made


@lru_cache
def _tokens() -> dict[str, Any]:
    text = resource_path("theme", "tokens.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
