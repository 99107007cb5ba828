"""What would change the outcome of one area: the earliest date, what comes first, and the ways with their links."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from consult_app.ui.large_text import is_large
from consult_app.ui.theme import Outcome, current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.findings import FindingGroupBar
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label, rule

NAME_WIDTH, PAD = 164, 24
AT_FIRST = 2
"""How many ways are shown before the rest is asked for."""


@dataclass(frozen=True)
class WayLink:
    """What the window offers for a way: its words, what they are about, and where it leads."""

    text: str
    about: str
    target: str


@dataclass(frozen=True)
class WayView:
    """One way in words, what is left then, and what the window offers for it."""

    words: str
    outcome: Outcome
    then: str
    links: tuple[WayLink, ...] = ()


@dataclass(frozen=True)
class Line:
    """A named line of a block: what is asked, the answer, and what stands under it."""

    name: str
    text: str
    under: str = ""
    link: WayLink | None = None


@dataclass(frozen=True)
class BlockView:
    """One block: whose it is, how it stands, its lines, and its ways; ``ways_name`` is empty where none are due."""

    title: str
    outcome: Outcome | None
    stands: str
    lines: tuple[Line, ...] = ()
    ways_name: str = ""
    ways: tuple[WayView, ...] = ()
    no_way: str = ""


class WayBlock(QWidget):
    """Shows a block; ``wanted`` carries where a link leads, ``opened`` that all ways are asked for, or only few."""

    wanted = Signal(str)
    opened = Signal(str, bool)

    def __init__(self, view: BlockView, *, is_open: bool = False) -> None:
        super().__init__()
        self._view, self._is_open = view, is_open
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(FindingGroupBar(view.outcome, view.stands, view.title))
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(PAD, 8, PAD, 12)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, 0 if is_large() else current_theme().px(NAME_WIDTH))
        self._grid.setColumnStretch(1, 1)
        column.addWidget(holder)
        self.more = Button("", "quiet", small=True)
        self.more.clicked.connect(self._toggle)
        self._ways = QVBoxLayout()
        self._ways.setSpacing(6)
        for line in view.lines:
            self._add(line.name, _lines(line, self._follow), in_middle=line.link is not None and not is_large())
        if view.ways_name:
            ways = QVBoxLayout()
            ways.setSpacing(0)
            ways.addLayout(self._ways)
            ways.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
            self._add(view.ways_name, ways)
        self.more.setVisible(False)
        self._fill()
        self._speak()

    def links(self) -> list[Button]:
        """What the block offers now, in reading order; not what was taken out of sight."""
        return [each for each in self.findChildren(Button) if each.property("target") and not each.isHidden()]

    def _add(self, name: str, content: QVBoxLayout, *, in_middle: bool = False) -> None:
        """A named part, the name beside it, or over it where the text is large."""
        row, under = self._grid.rowCount(), is_large()
        height = Qt.AlignmentFlag.AlignVCenter if in_middle else Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(name, "small", "second", wrap=True), row, 0, height)
        self._grid.addLayout(content, row + under, 0 if under else 1, 1, 2 if under else 1)

    def _fill(self) -> None:
        view = self._view
        empty(self._ways)
        if view.no_way:
            self._ways.addWidget(label(view.no_way, "small", wrap=True))
        offered: set[str] = set()
        for at, way in enumerate(view.ways if self._is_open else view.ways[:AT_FIRST]):
            if at:
                self._ways.addWidget(rule())
            self._ways.addWidget(_way(way, [link for link in way.links if link.target not in offered], self._follow))
            offered |= {link.target for link in way.links}
        self._name_more(len(view.ways) - AT_FIRST)

    def _name_more(self, hidden: int) -> None:
        self.more.setVisible(hidden > 0)
        text = "Fewer ways" if self._is_open else f"More ways ({hidden})"
        self.more.setText(text)
        self.more.setAccessibleName(f"{text}, {self._view.title}")

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._fill()
        self.opened.emit(self._view.title, self._is_open)

    def _follow(self, target: str) -> None:
        self.wanted.emit(target)

    def _speak(self) -> None:
        view = self._view
        lines = [f"{line.name}: {', '.join(part for part in (line.text, line.under) if part)}" for line in view.lines]
        ways = [f"{way.words}. {way.then}" for way in view.ways]
        said = [view.stands, *lines, *(f"{view.ways_name}: {each}" for each in (view.no_way, *ways) if each)]
        speak(self, view.title, ". ".join(part for part in said if part))


def _lines(line: Line, follow: Callable[[str], None]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    row = QVBoxLayout() if is_large() else QHBoxLayout()
    row.setSpacing(0 if is_large() else 12)
    row.addWidget(label(line.text, "small_strong" if line.under else "small", wrap=True), 1)
    if line.link:
        row.addWidget(_button(line.link, follow), 0, Qt.AlignmentFlag.AlignLeft)
    column.addLayout(row)
    if line.under:
        column.addWidget(label(line.under, "small", wrap=True))
    return column


def _way(way: WayView, links: list[WayLink], follow: Callable[[str], None]) -> QWidget:
    """The words, and under them what is left then beside what the window offers."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    words: QLabel = label(way.words, "small", wrap=True)
    column.addWidget(words)
    row = QVBoxLayout() if is_large() else QHBoxLayout()
    row.setSpacing(0 if is_large() else 12)
    row.addWidget(StateLabel(way.outcome, way.then, look="small", wrap=True), 1)
    column.addLayout(row)
    if links:
        offered = QVBoxLayout()
        offered.setSpacing(0)
        side = Qt.AlignmentFlag.AlignLeft if is_large() else Qt.AlignmentFlag.AlignRight
        for link in links:
            offered.addWidget(_button(link, follow), 0, side)
        row.addLayout(offered)
    speak(holder, way.words, way.then)
    return holder


def _button(link: WayLink, follow: Callable[[str], None]) -> Button:
    made = Button(link.text, "quiet", small=True)
    made.setAccessibleName(f"{link.text}: {link.about}" if link.about else link.text)
    made.setProperty("target", link.target)
    made.clicked.connect(lambda: follow(link.target))
    return made
