"""A row that goes on in the next line where the window is too narrow or the text too large for one."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

WIDEST = 1 << 16


class Flow(QLayout):
    """Lays its parts out in lines, each as wide as it likes to be; the lines stand in the middle of the height.

    ``spacing`` parts what stands beside each other, ``between`` the lines, both in px.
    """

    def __init__(self, spacing: int = 8, *, between: int = 8, to_right: bool = False) -> None:
        super().__init__()
        self._between = between
        self._items: list[QLayoutItem] = []
        self._to_right = to_right
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 (Qt's name)
        """Take a part in."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """How many parts there are."""
        return len(self._items)

    def itemAt(self, at: int) -> QLayoutItem | None:  # noqa: N802
        """The part at a place."""
        return self._items[at] if 0 <= at < len(self._items) else None

    def takeAt(self, at: int) -> QLayoutItem | None:  # noqa: N802
        """Take a part out."""
        return self._items.pop(at) if 0 <= at < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """It takes what it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """It grows when it gets narrower."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """The height of all lines at a width."""
        return self._height(self._lines(width), width)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Everything in one line."""
        return self._size(self._seen(), WIDEST)

    def minimumSize(self) -> QSize:  # noqa: N802
        """The widest part by itself."""
        sizes = [item.minimumSize() for item in self._seen()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Put every part in its place."""
        super().setGeometry(rect)
        lines = self._lines(rect.width())
        y = rect.y() + max(0, (rect.height() - self._height(lines, rect.width())) // 2)
        for line in lines:
            size = self._size(line, rect.width())
            x = rect.right() + 1 - size.width() if self._to_right else rect.x()
            for item in line:
                wanted = _fitted(item, rect.width())
                item.setGeometry(QRect(QPoint(x, y + (size.height() - wanted.height()) // 2), wanted))
                x += wanted.width() + self.spacing()
            y += size.height() + self._between

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        for item in self._seen():
            if lines and self._size([*lines[-1], item], width).width() <= width:
                lines[-1].append(item)
            else:
                lines.append([item])
        return lines

    def _size(self, line: list[QLayoutItem], width: int) -> QSize:
        sizes = [_fitted(item, width) for item in line]
        gaps = self.spacing() * max(0, len(sizes) - 1)
        return QSize(sum(s.width() for s in sizes) + gaps, max((s.height() for s in sizes), default=0))

    def _height(self, lines: list[list[QLayoutItem]], width: int) -> int:
        return sum(self._size(line, width).height() for line in lines) + self._between * max(0, len(lines) - 1)


def _fitted(item: QLayoutItem, width: int) -> QSize:
    """A part as wide as it likes to be, but no wider than a line; higher where it then has to be."""
    liked = item.sizeHint()
    if liked.width() <= width:
        return liked
    return QSize(width, max(liked.height(), item.heightForWidth(width) if item.hasHeightForWidth() else 0))
