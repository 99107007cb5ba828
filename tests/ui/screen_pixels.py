"""What a screen looks like to the eye: the contrast of text and edges, and whether the focus shows, from its pixels."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from tests.ui.screen_structure import called, controls

TEXT, EDGE = 4.5, 3.0
_INSIDE = 4


def faint(shown: QWidget) -> Iterator[str]:
    """Text and control edges of one window that stand out too little from what is behind them."""
    image = pixels(shown.grab())
    for part in shown.findChildren(QWidget):
        if not part.isVisible() or not part.isEnabled() or part.window() is not shown.window():
            continue
        place = QRect(part.mapTo(shown, QPoint(0, 0)), part.size())
        if part.visibleRegion().boundingRect() != part.rect() or not shown.rect().contains(place):
            continue
        if isinstance(part, QLabel | QAbstractButton) and part.text().strip() and _has_letters(part.text()):
            inner = place.adjusted(_INSIDE, _INSIDE, -_INSIDE, -_INSIDE) if isinstance(part, QAbstractButton) else place
            if (reached := text_contrast(image, inner)) < TEXT:
                yield f"{called(part)} reaches {reached:.2f}"
        if _has_edge(part) and (reached := edge_contrast(image, place)) < EDGE:
            yield f"the edge of {called(part)} reaches {reached:.2f}"


def text_contrast(image: QImage, place: QRect) -> float:
    """The contrast of the ground, the colour most pixels have, with the colour that differs from it most."""
    part = image.copy(place)  # held by name: its bits go with it
    seen = Counter(memoryview(part.constBits()).cast("I"))
    ((ground, _count),) = seen.most_common(1)
    return max(contrast(ground, other) for other in seen)


def edge_contrast(image: QImage, place: QRect) -> float:
    """The contrast of what lies left of a control with the strongest of its first pixels."""
    middle = place.center().y()
    outside = image.pixel(max(0, place.left() - 2), middle)
    return max(contrast(outside, image.pixel(place.left() + at, middle)) for at in range(3))


def contrast(one: int, other: int) -> float:
    """The contrast of two colours after WCAG 2.2, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def pixels(picture: QPixmap) -> QImage:
    """A picture as rows of 32-bit colours."""
    return picture.toImage().convertToFormat(QImage.Format.Format_RGB32)


def around(control: QWidget) -> QImage:
    """A control with the edge of what holds it, wherever that is scrolled to."""
    holder = control.parentWidget() or control
    place = control.geometry().adjusted(-3, -3, 3, 3) if holder is not control else control.rect()
    return pixels(holder.grab(place))


def _luminance(value: int) -> float:
    colour = QColor(value)
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _has_letters(text: str) -> bool:
    return any(each.isalnum() for each in text)


def _has_edge(part: QWidget) -> bool:
    if isinstance(part, QLineEdit):
        return not part.isReadOnly() and part.property("stepper_part") is None
    if isinstance(part, QPlainTextEdit | QComboBox):
        return not isinstance(part, QPlainTextEdit) or not part.isReadOnly()
    return isinstance(part, QAbstractButton) and part.property("look") in {"primary", "secondary", "danger"}


def walk(shown: QWidget) -> tuple[list[str], list[str]]:
    """Go through a window with Tab: the controls that do not show the focus, and those Tab never comes to."""
    wanted = [part for part in controls(shown) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    seen: list[QWidget] = []
    dull: list[str] = []
    if not wanted:
        return [], []
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3 * len(wanted) + 20):
        here = QApplication.focusWidget()
        if here is None or here in seen:
            QTest.keyClick(here or shown, Qt.Key.Key_Tab)
            if QApplication.focusWidget() in seen[:1]:
                break
            continue
        seen.append(here)
        QApplication.processEvents()
        with_focus = around(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        after = QApplication.focusWidget()
        QApplication.processEvents()
        if after is not here and isValid(here) and here.isVisible() and around(here) == with_focus:
            dull.append(called(here))
    missed = [called(part) for part in wanted if isValid(part) and part.isVisible() and part not in seen]
    return dull, missed
