"""Labels in the four type sizes and the named tones."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from consult_app.ui.theme import Tone

Look = Literal["small", "small_strong", "body", "strong", "large", "heading", "title"]


def label(text: str = "", look: Look = "body", tone: Tone = "text", *, wrap: bool = False) -> QLabel:
    """Return a label; what it shows is never read as mark-up, for it may hold what someone typed."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setProperty("look", look)
    made.setProperty("tone", tone)
    return made


def set_tone(shown: QLabel, tone: Tone) -> None:
    """Give a label another colour."""
    if shown.property("tone") != tone:
        shown.setProperty("tone", tone)
        restyle(shown)


def restyle(widget: QWidget) -> None:
    """Read the style sheet again after one of the widget's style properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def rule(*, upright: bool = False) -> QFrame:
    """Return a one-pixel dividing line."""
    line = QFrame()
    line.setProperty("ruler", "true")
    if upright:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
