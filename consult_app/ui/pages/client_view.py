"""The client view: a full page for the client's eyes, in large text, without notes, other names and state words."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from consult_app.documents.wording import KEEP_MEDICINES
from consult_app.ui.consultation.client_words import AreaTold, ClientWords, Told, numbered_regions
from consult_app.ui.consultation.views import outcome_of
from consult_app.ui.large_text import is_large
from consult_app.ui.shortcuts import bind
from consult_app.ui.theme import Tone, current_theme
from consult_app.ui.widgets.body_art import Side
from consult_app.ui.widgets.body_map import BodyMap, RegionView
from consult_app.ui.widgets.button import icon_button
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import Look, label

WIDEST, ONE_COLUMN_BELOW, MAP_HEIGHT, LEAD = 1280, 1100, 400, 150
_BOLD: Look = "heading"
_PLAIN: Look = "large"
_SIDES: dict[str, Side] = {"front": "front", "back": "back", "face": "face"}


class ClientViewPage(QWidget):
    """Covers the window until ``ended``: by its keys, its button, or because the screen is locked."""

    ended = Signal()

    def __init__(self, words: ClientWords) -> None:
        super().__init__()
        self.setObjectName("client_view")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        speak(self, "Client view", words.headline)
        self._close = icon_button("close", "Close (Esc)", tone="second")
        self._close.setObjectName("close_client_view")
        self._close.clicked.connect(self.ended)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(48)
        self._columns.addLayout(_column(self._told(words)), 11)
        self._columns.addLayout(_column(self._shown(words)), 9)
        self._scroll = self._sheet(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        bind(self, ((key, self.ended.emit) for key in ("F9", "Esc")))

    def focus_start(self) -> None:
        """Put the keyboard where the arrows scroll."""
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def hand_focus_on(self, to: QWidget) -> None:
        """Send the keyboard on, should it come back here after the screen was locked."""
        for part in (self._scroll, self._close):
            part.setFocusProxy(to)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Whatever takes its place, the lock above all, ends it; a window put aside does not."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.ended.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """One column in a narrow window, or in large text."""
        super().resizeEvent(event)
        way, is_narrow = QBoxLayout.Direction, self.width() < current_theme().px(ONE_COLUMN_BELOW)
        self._columns.setDirection(way.TopToBottom if is_narrow else way.LeftToRight)

    def _sheet(self, words: ClientWords) -> QScrollArea:
        sheet = QWidget()
        sheet.setMaximumWidth(WIDEST)
        sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(48, 24, 48, 40)
        inner.setSpacing(24)
        inner.addLayout(self._head(words))
        inner.addLayout(_headline(words))
        inner.addLayout(self._columns)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("client_view_sheet")
        scroll.setProperty("reading", "true")
        scroll.setAccessibleName("What we found")
        scroll.setWidgetResizable(True)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scroll.setWidget(sheet)
        return scroll

    def _head(self, words: ClientWords) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(_text(" · ".join(part for part in (words.clinic, words.name) if part), tone="second"), 1)
        row.addWidget(self._close)
        return row

    def _told(self, words: ClientWords) -> Iterable[QVBoxLayout]:
        yield _lines("", words.reasons)
        yield _lines("What comes first", words.first)
        yield _table("Your visits", words.visits, words.visit_notes)
        yield _lines("How we take care", [Told("", each) for each in words.care])
        yield _lines("Who else can help", [Told("", each) for each in words.others])
        yield _lines("", [Told("", KEEP_MEDICINES)])

    def _shown(self, words: ClientWords) -> Iterable[QVBoxLayout]:
        yield _areas(words)
        yield _table("What to expect", words.expect)
        yield _lines("What it can do for you", words.hopes)


def _headline(words: ClientWords) -> QHBoxLayout:
    outcome = outcome_of(words.outcome)
    row = QHBoxLayout()
    row.setSpacing(16)
    # A stop sign would say more to a client than the kind words beside it.
    icon = IconView("info", 40, "accent") if outcome == "do_not_treat" else IconView(f"state_{outcome}", 40, outcome)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(_text(words.headline, "title"), 1)
    return row


def _column(sections: Iterable[QVBoxLayout]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(28)
    for section in sections:
        if section.count():
            column.addLayout(section)
    column.addStretch(1)
    return column


def _section(title: str) -> QVBoxLayout:
    section = QVBoxLayout()
    section.setSpacing(10)
    if title:
        section.addWidget(label(title, "heading", "accent"))
    return section


def _lines(title: str, lines: Sequence[Told]) -> QVBoxLayout:
    """Paragraphs; what a line is about stands over it."""
    section = _section(title if lines else "")
    for line in lines:
        section.addLayout(_pair(line))
    return section


def _pair(line: Told) -> QVBoxLayout:
    pair = QVBoxLayout()
    pair.setSpacing(0)
    for words, look in ((line.about, _BOLD), (line.words, _PLAIN)):
        if words:
            pair.addWidget(_text(words, look))
    return pair


def _table(title: str, lines: Sequence[Told], notes: Sequence[str] = ()) -> QVBoxLayout:
    """Lines with what they are about in a column of its own; those about nothing go across."""
    section = _section(title if lines else "")
    for line in lines:
        if not line.about or is_large():
            section.addLayout(_pair(line))
            continue
        row = QHBoxLayout()
        row.setSpacing(12)
        lead = _text(line.about, _BOLD)
        lead.setFixedWidth(current_theme().px(LEAD))
        row.addWidget(lead, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_text(line.words), 1)
        section.addLayout(row)
    for note in notes:
        section.addWidget(_text(note, tone="second"))
    return section


def _areas(words: ClientWords) -> QVBoxLayout:
    section = _section("Your areas" if words.areas else "")
    if words.sides:
        section.addWidget(_map(words))
    for number, area in enumerate(words.areas, 1):
        section.addLayout(_area(number, area))
    return section


def _map(words: ClientWords) -> BodyMap:
    """The body as a picture: nothing is chosen here, and no area is marked as one that is not offered."""
    made = BodyMap([_SIDES[side] for side in words.sides], "heading")
    marked = {region: RegionView(region, name, number) for region, name, number in numbered_regions(words)}
    made.show_regions([marked.get(region, RegionView(region, "")) for region in made.regions()])
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    made.setFixedHeight(current_theme().px(MAP_HEIGHT))
    return made


def _area(number: int, area: AreaTold) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(_text(f"{number}  {area.name}", _BOLD))
    column.addWidget(_text(". ".join(part for part in (area.why, area.when) if part)))
    return column


def _text(words: str, look: Look = _PLAIN, tone: Tone = "text") -> QWidget:
    shown = label(words, look, tone, wrap=True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return shown
