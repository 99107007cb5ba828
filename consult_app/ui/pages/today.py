"""Today: find a client, start, go on with a draft, and see who comes and who may come again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from consult_app.clinical.dates import short_date
from consult_app.clinical.entries import Protocol
from consult_app.ui.office.today_view import TodayView
from consult_app.ui.session.treatment_words import SESSION
from consult_app.ui.widgets.backup_card import BackupCard
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.client_search import ClientSearch
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.list_row import Card, EligibleRow, ListRow, RowView, StackedRow
from consult_app.ui.widgets.notices import EmptyState, NoticeLine
from consult_app.ui.widgets.text import label

WIDEST, ONE_COLUMN_BELOW, ASIDE_WIDTH = 1440, 1200, 424
DEMO_TITLE, DEMO_LINE = "Demo practice, nothing is kept", "Every person here is made up, and no backup is made."
RECOVERY = {
    "none": ("There is no recovery sheet yet", "Without one, nobody can open the records when a passphrase is lost."),
    "unconfirmed": (
        "The recovery sheet is not checked yet",
        "No group was typed back from it. Make a new one under People and check it.",
    ),
}
REVIEW_DUE = "The protocol is due for review"
REVIEW_LINE = "Its review was due on {}. A responsible clinician reads it again and sets the next date."
LETTERS_SHOWN = 6
ASK_AGAIN = "Ask the health questions again before you book."


class TodayPage(QWidget):
    """The first place after unlocking; it is told what to show and says what is wanted."""

    started = Signal()
    opened = Signal(int)
    session_opened = Signal(int)
    rechecked = Signal(int)
    search_wanted = Signal(str)
    found_chosen = Signal(str)
    people_wanted = Signal()

    def __init__(self, protocol: Protocol, *, is_demo: bool) -> None:
        super().__init__()
        self.setObjectName("page_today")
        self.setAccessibleName("Today")
        self._protocol, self._is_demo, self._view = protocol, is_demo, None
        self._title = label("", "title")
        self.search = ClientSearch()
        self.search.search_wanted.connect(self.search_wanted)
        self.search.chosen.connect(self.found_chosen)
        self.new = Button("New consultation", "primary", icon="plus", important=True)
        self.new.setObjectName("new_consultation")
        self.new.setFixedHeight(56)
        self.new.setMinimumWidth(210)
        self.new.clicked.connect(self.started)
        self.backup = BackupCard()
        self._lists, self._aside = QVBoxLayout(), QVBoxLayout()
        self._above, self._beside = QVBoxLayout(), QVBoxLayout()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()

    def show_day(self, view: TodayView) -> None:
        """Show the lists of the day."""
        self._title.setText(f"{view.day:%A} {view.day.day} {view.day:%B %Y}")
        self.search.setEnabled(not view.is_first_run)
        empty(self._lists)
        empty(self._aside)
        self._fill_lists(view)
        self._fill_aside(view)

    def focus_search(self) -> None:
        """Put the keyboard where most visits begin."""
        target = self.search.edit if self.search.isEnabled() else self.new
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """One column in a narrow window."""
        super().resizeEvent(event)
        way, is_narrow = QBoxLayout.Direction, self.width() < ONE_COLUMN_BELOW
        self._columns.setDirection(way.TopToBottom if is_narrow else way.LeftToRight)
        # Below everything else nobody would see that the backups have stopped.
        (self._above if is_narrow else self._beside).addWidget(self.backup)
        self._above.setContentsMargins(0, 16 if is_narrow and not self._is_demo else 0, 0, 0)

    def _lay_out(self) -> None:
        sheet = QWidget()
        sheet.setMaximumWidth(WIDEST)
        sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(40, 24, 40, 32)
        inner.setSpacing(16)
        inner.addWidget(self._title)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.search, 1)
        top.addWidget(self.new)
        left = QVBoxLayout()
        left.setSpacing(0)
        for lists in (self._lists, self._aside):
            lists.setSpacing(0)
        left.addLayout(top)
        left.addLayout(self._above)
        left.addLayout(self._lists)
        left.addStretch()
        self._aside_holder = QWidget()
        self._aside_holder.setMinimumWidth(320)
        aside = QVBoxLayout(self._aside_holder)
        aside.setContentsMargins(0, 0, 0, 0)
        aside.setSpacing(0)
        self._beside.addWidget(self.backup)
        self.backup.setVisible(not self._is_demo)
        aside.addLayout(self._beside)
        aside.addLayout(self._aside, 1)
        self._columns.setSpacing(32)
        self._columns.addLayout(left, 744)
        self._columns.addWidget(self._aside_holder, ASIDE_WIDTH)
        inner.addLayout(self._columns)
        inner.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def _fill_lists(self, view: TodayView) -> None:
        if view.recovery in RECOVERY and not self._is_demo:
            self._lists.addSpacing(16)
            self._lists.addWidget(self._recovery_line(*RECOVERY[view.recovery]))
        if view.is_first_run:
            self._lists.addSpacing(24)
            self._lists.addWidget(
                EmptyState("people", "No clients yet", "Start with New consultation; the client is added as you type.")
            )
            return
        self._head(self._lists, "Sessions today", len(view.sessions), "client")
        self._lists.addWidget(
            Card([self._opened(ListRow(row, 72), "today_") for row in view.sessions])
            if view.sessions
            else EmptyState("calendar", "No sessions today")
        )
        if view.drafts:
            self._head(self._lists, "Unfinished", len(view.drafts), "draft")
            self._lists.addWidget(Card([self._opened(ListRow(row, 64)) for row in view.drafts]))

    def _fill_letters(self, letters: tuple[RowView, ...]) -> None:
        """The oldest letters, and the rest of them once they are asked for."""
        if not letters:
            return
        self._head(self._aside, "Letters awaiting a reply", len(letters), "letter")
        rows: list[QWidget] = [self._opened(StackedRow(row, 72), f"letter_{at}_") for at, row in enumerate(letters, 1)]
        self._aside.addWidget(Card(rows[:LETTERS_SHOWN]))
        if later := rows[LETTERS_SHOWN:]:
            rest, more = Card(later), Button(f"Show {len(later)} more", "quiet")
            rest.hide()
            more.setObjectName("more_letters")
            for act in (rest.show, later[0].setFocus, more.hide):
                more.clicked.connect(act)
            self._aside.addWidget(rest)
            self._aside.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _fill_aside(self, view: TodayView) -> None:
        if self._is_demo:
            self._aside.addWidget(NoticeLine("info", DEMO_TITLE, DEMO_LINE))
        if view.eligible:
            self._head(self._aside, "Now eligible", len(view.eligible), "client")
            rows: list[QWidget] = [_remark(ASK_AGAIN)]
            for row in view.eligible:
                made = EligibleRow(row)
                made.recheck_wanted.connect(lambda key: self.rechecked.emit(int(key)))
                rows.append(made)
            self._aside.addWidget(Card(rows))
        self._fill_letters(view.letters)
        self._aside.addSpacing(16)
        if self._protocol.review_by < view.day:
            line = REVIEW_LINE.format(short_date(self._protocol.review_by))
            self._aside.addWidget(NoticeLine("book", REVIEW_DUE, line, outcome="precautions"))
            self._aside.addSpacing(8)
        words = f"Protocol {self._protocol.version}, next review {short_date(self._protocol.review_by)}"
        self._aside.addWidget(label(words, "small", "second", wrap=True))
        self._aside.addStretch()

    def _recovery_line(self, title: str, line: str) -> NoticeLine:
        made = NoticeLine("key", title, line, "Go to People")
        made.setObjectName("recovery_line")
        made.acted.connect(self.people_wanted)
        return made

    def _opened(self, row: ListRow, among: str = "") -> ListRow:
        """A row that opens what it shows, named apart from those of other lists that lead to the same."""
        row.setObjectName(f"open_{among}{row.view.key}")
        row.opened.connect(self._open)
        return row

    def _open(self, key: str) -> None:
        """A treatment session is a row of its own, named apart from consultations."""
        if key.startswith(SESSION):
            self.session_opened.emit(int(key.removeprefix(SESSION)))
        else:
            self.opened.emit(int(key))

    def _head(self, column: QVBoxLayout, title: str, count: int, noun: str, *, space: int = 24) -> None:
        column.addSpacing(space)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(title, "heading"))
        row.addWidget(label(f"{count} {noun}{'' if count == 1 else 's'}" if count else "", tone="second"))
        row.addStretch()
        column.addLayout(row)
        column.addSpacing(16)


def _remark(text: str) -> QWidget:
    """A line at the head of a card."""
    holder = QWidget()
    holder.setProperty("ground", "inset")
    holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(holder)
    row.setContentsMargins(24, 8, 16, 8)
    row.setSpacing(10)
    row.addWidget(IconView("info", 18))
    row.addWidget(label(text, "small", "second", wrap=True), 1)
    return holder
