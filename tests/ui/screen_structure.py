"""What is wrong with how a screen is laid out: overlaps, clipped text, and controls too small or without a name."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QWidget,
)

from consult_app.ui.widgets.elided import Elided
from consult_app.ui.widgets.toast import Toast

SMALLEST_TARGET = 40
_FLOATING = (Toast, QDialog)


def faults(shown: QWidget) -> Iterator[str]:
    """Every fault of what is in sight, in words."""
    parts = [shown, *_visible(shown)]
    for part in parts:
        yield from _overlaps(part)
        yield from _cut(part)
        yield from _too_small(part)
        yield from _hard_to_use(part)
        yield from _scrolls_sideways(part)


def controls(shown: QWidget) -> list[QWidget]:
    """What the keyboard can stop at, whether it is in sight or has to be scrolled to."""
    return [part for part in _visible(shown) if _is_control(part)]


def called(part: QWidget | None) -> str:
    """How a fault names a widget: by its kind, its name and the words in it."""
    if part is None:
        return "nothing"
    text = part.text() if isinstance(part, QLabel | QAbstractButton | QLineEdit) else part.accessibleName()
    name = f"#{part.objectName()}" if part.objectName() else ""
    above = part.parentWidget()
    inside = f" in {type(above).__name__}" if above is not None else ""
    return f"{type(part).__name__}{name} “{text[:50]}”{inside}"


def _visible(shown: QWidget) -> list[QWidget]:
    """The widgets in sight of one window, without those of dialogs over it."""
    return [part for part in shown.findChildren(QWidget) if part.isVisible() and part.window() is shown.window()]


def _children(part: QWidget) -> list[QWidget]:
    found = part.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [each for each in found if each.isVisible() and not each.isWindow() and not isinstance(each, _FLOATING)]


def _overlaps(part: QWidget) -> Iterator[str]:
    """Siblings that lie over each other; what a stack or a field holds inside itself does so on purpose."""
    if isinstance(part, QStackedWidget | QAbstractScrollArea | QComboBox | QAbstractSpinBox | QTabBar):
        return
    for one, other in combinations(_children(part), 2):
        common = one.geometry() & other.geometry()
        if "hits" in (one.objectName(), other.objectName()) or _only_space(one) or _only_space(other):
            continue
        if common.width() > 1 and common.height() > 1:
            yield f"{called(one)} and {called(other)} overlap by {common.width()} x {common.height()}"


def _only_space(part: QWidget) -> bool:
    return part.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _cut(part: QWidget) -> Iterator[str]:
    """Text that needs more room than its label or button has, and widgets that stick out of what holds them."""
    if isinstance(part, Elided):
        if part.is_short and not part.toolTip():
            yield f"{called(part)} is shortened, and not in full when pointed at"
    elif isinstance(part, QLabel) and part.text():
        wide, high = _needs(part)
        if part.width() < wide or part.height() < high:
            yield f"{called(part)} is cut: {part.width()} x {part.height()}, needs {wide} x {high}"
    elif isinstance(part, QAbstractButton) and part.text() and not part.toolTip():
        least = part.minimumSizeHint().width()
        yield from [f"{called(part)} is cut: {part.width()} wide, needs {least}"] * (part.width() < least)
    yield from _sticks_out(part)


def _needs(part: QLabel) -> tuple[int, int]:
    """The room a label's text takes at the width it has."""
    metrics, inner = part.fontMetrics(), part.contentsRect()
    around = QSize(part.width() - inner.width(), part.height() - inner.height())
    if part.wordWrap():
        box = metrics.boundingRect(QRect(0, 0, inner.width(), 1 << 16), Qt.TextFlag.TextWordWrap, part.text())
        wide = 0 if inner.width() else 1
        return max(wide, box.width() + around.width() - 1), box.height() + around.height() - 2
    box = metrics.boundingRect(QRect(0, 0, 1 << 16, 1 << 16), 0, part.text())
    return box.width() + around.width() - 1, box.height() + around.height() - 2


def _sticks_out(part: QWidget) -> Iterator[str]:
    above = part.parentWidget()
    if above is None or part.isWindow() or isinstance(part, _FLOATING) or isinstance(above, QScrollArea | QTabBar):
        return
    if above.parentWidget() is not None and isinstance(above.parentWidget(), QScrollArea):
        return
    room, mine = above.rect(), part.geometry()
    if mine.right() > room.right() + 1 or mine.bottom() > room.bottom() + 1 or mine.left() < -1 or mine.top() < -1:
        yield f"{called(part)} sticks out of {called(above)}: {mine.getRect()} in {room.getRect()}"


def _too_small(part: QWidget) -> Iterator[str]:
    least = part.minimumSizeHint().boundedTo(part.maximumSize())
    if isinstance(part, QLabel | QScrollBar) or _is_native(part) or (not part.layout() and not _is_control(part)):
        return
    if part.width() + 1 < least.width() or part.height() + 1 < least.height():
        yield f"{called(part)} is smaller than its least: {part.size().toTuple()}, {least.toTuple()}"


def _is_native(part: QWidget) -> bool:
    """Whether Qt puts it into a control of its own accord, as the sign in a locked field."""
    inside = isinstance(part.parentWidget(), QAbstractSpinBox | QComboBox | QLineEdit)
    return inside and isinstance(part, QToolButton | QLineEdit)


def _is_control(part: QWidget) -> bool:
    """Whether it takes the keyboard or a click by itself; a field within another control belongs to that one."""
    if isinstance(part, QScrollArea | QScrollBar) or not part.isEnabled():
        return False
    if part.focusProxy() is not None or _is_native(part):
        return False
    stops = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return stops or isinstance(part, QAbstractButton | QAbstractSlider | QLineEdit | QComboBox)


def _hard_to_use(part: QWidget) -> Iterator[str]:
    if not _is_control(part):
        return
    if not part.accessibleName() and not (isinstance(part, QAbstractButton) and part.text()):
        yield f"{called(part)} has no name for a screen reader"
    if part.width() < SMALLEST_TARGET or part.height() < SMALLEST_TARGET:
        yield f"{called(part)} is a target of {part.width()} x {part.height()}"


def _scrolls_sideways(part: QWidget) -> Iterator[str]:
    if isinstance(part, QScrollArea) and part.horizontalScrollBar().maximum() > 0:
        yield f"{called(part.widget())} scrolls sideways by {part.horizontalScrollBar().maximum()}"
