"""Step 7, consent and handouts: the documents that apply, their real pages, printing and saving."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consult_app.clinical.consent_standing import ConsentStanding
from consult_app.clinical.summary import Summary
from consult_app.documents import unprinted_words
from consult_app.documents.layout import Sheets
from consult_app.documents.options import DocumentOptions, Paper
from consult_app.documents.runs import MissingGlyph
from consult_app.errors import ConsultError
from consult_app.ui.background import Background
from consult_app.ui.large_text import is_large
from consult_app.ui.page import FooterAction, KeyHint, StepPage
from consult_app.ui.pages.handouts_consent import CONFIRM, SIGN, ConsentShown
from consult_app.ui.pages.handouts_issuing import Issuing, Making
from consult_app.ui.pages.handouts_kept import KeptPaper, name_of, with_kept
from consult_app.ui.pages.handouts_list import CONSENT, NO_HOLD, Handout, Hold, handouts
from consult_app.ui.pages.handouts_making import Maker, Wish, made
from consult_app.ui.pages.handouts_open import OpenList, open_matters
from consult_app.ui.pages.handouts_options import OptionsPanel
from consult_app.ui.pages.handouts_rows import HandoutList
from consult_app.ui.pages.handouts_view import PagesView
from consult_app.ui.state import ConsultationState
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.text import label, rule

PRINT_ALL, SAVE_ALL, FINISH = "print_all", "save_all", "finish"
LIST_WIDTH, NARROW_LIST, OPTIONS_WIDTH, SMALLEST_VIEW = 352, 280, 277, 320
WIDEST = 16_777_215
"""What Qt takes for no limit."""
NOT_RUN = "Rules could not run. Documents stay locked until they do."
NONE_KEPT = "No paper was kept with this consultation."


def utc_now() -> datetime:
    """The time on this machine's clock."""
    return datetime.now(UTC)


class HandoutsPage(StepPage):
    """``issued`` tells which document went out, its exact bytes and how, by print or save; nothing else is changed.

    ``finish_wanted`` asks to sign the consultation with the papers that may go out; ``sign_wanted``,
    ``confirm_wanted`` and ``withdraw_wanted`` carry what the client's consent is signed with, confirmed by, or which is
    taken back.
    """

    step = "handouts"
    title = "Consent & handouts"
    hints = (
        KeyHint(("↑", "↓"), "Document"),
        KeyHint(("Ctrl", "P"), "Print"),
        KeyHint(("Ctrl", "Shift", "S"), "Save PDF"),
    )
    issued = Signal(str, bytes, str)
    finish_wanted = Signal()
    sign_wanted = Signal(object)
    confirm_wanted = Signal(object)
    withdraw_wanted = Signal(int)

    def __init__(
        self,
        state: ConsultationState,
        background: Background,
        *,
        now: Callable[[], datetime] = utc_now,
        paper: Paper = "A4",
        sample: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(state, parent)
        self._now, self._sample, self._narrow, self._hold = now, sample, False, NO_HOLD
        self._shown: tuple[Handout, ...] = ()
        self._kept: dict[str, KeptPaper] = {}
        self._finished_at: datetime | None = None
        self._consent: ConsentShown | None = None
        self._chosen, self._data = "", b""
        self.list, self.open, self.options, self.view = HandoutList(), OpenList(), OptionsPanel(paper), PagesView()
        self._maker = Maker(background, self._issue_time, self)
        self._issuing = Issuing(background, self)
        self._lay_out()
        self._connect()
        self.refresh()
        self._arrange()

    def _lay_out(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._middle = QVBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self.view, 1)
        self._left = self._list_column()
        self._divider = rule(upright=True)
        sheet = QWidget()
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(rule(upright=True))
        row.addLayout(self._middle, 1)
        row.addWidget(self._divider)
        row.addWidget(self.options)
        self._row = row
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(_scrolling(sheet))

    def _list_column(self) -> QWidget:
        left, column, rows = QWidget(), QVBoxLayout(), QWidget()
        head = label(self.title, "title")
        head.setContentsMargins(24, 0, 0, 0)
        head.setFixedHeight(current_theme().px(47))
        inner = QVBoxLayout(rows)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        for part in (self.list, self.open):
            inner.addWidget(part)
        inner.addStretch()
        self._rows, self._list_scroll = rows, _scrolling(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (head, rule(), self._list_scroll):
            column.addWidget(each)
        left.setLayout(column)
        return left

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.open.jump_wanted.connect(self.jump)
        self.options.changed.connect(self._make)
        self.options.print_wanted.connect(self._print)
        self.options.save_wanted.connect(self._save)
        self.options.act_wanted.connect(self._act_on_consent)
        self.options.withdraw_wanted.connect(self._withdraw)
        self._maker.made.connect(self._show)
        self._maker.failed.connect(self._show_failure)
        self.view.acted.connect(self._try_again)
        self._issuing.issued.connect(lambda name, data, act: self.issued.emit(name_of(name), data, act))
        self._issuing.done.connect(self._handed_out)
        self._issuing.refused.connect(self.view.show_problem)
        self._issuing.unprinted.connect(self._show_unprinted)
        for keys, act in (("Ctrl+P", self._print), ("Ctrl+Shift+S", self._save)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def hold_back(self, hold: Hold) -> None:
        """Lock what is held back, or let it go again."""
        if hold != self._hold:
            self._hold = hold
            self.refresh()

    def show_consent(self, known: ConsentShown) -> None:
        """Show how the client's consent stands, and its paper as it was signed."""
        if known != self._consent:
            self._consent = known
            self.refresh()

    def show_kept(self, papers: tuple[KeptPaper, ...], finished_at: datetime) -> None:
        """Show the papers of a finished consultation as they were kept."""
        self._kept, self._finished_at = {paper.id: paper for paper in papers}, finished_at
        self._chosen = ""
        self.refresh()

    def refresh(self) -> None:
        """List the documents as they stand now and make the one in sight anew."""
        summary = self.state.summary
        self._shown = handouts(summary, self._hold, self._standing) if summary and summary.areas else ()
        if self._finished_at is not None:
            papers = tuple(self._kept.values())
            self._shown = with_kept(self._shown, papers, self._finished_at, self._now().tzinfo)
        if self._handout is None:
            self._chosen = next((h.id for h in self._shown if h.may_go_out), self._shown[0].id if self._shown else "")
        self.list.show_handouts(self._shown, self._chosen)
        self.open.show_open(summary)
        if is_large():
            self._arrange()
        self.footer_changed.emit()
        if self.isVisible():
            self._make()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Documents are made once someone looks at them."""
        super().showEvent(event)
        self._make()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nothing is made for a page nobody sees."""
        super().hideEvent(event)
        self._maker.rest()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Another text size wants another layout, once Qt has told every part of it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            QTimer.singleShot(0, self, self._arrange)

    def set_narrow(self, narrow: bool) -> None:
        """In the smallest window the options are a bar over the preview."""
        self._narrow = narrow
        self._arrange()

    def _arrange(self) -> None:
        """Three columns; two in the smallest window; for large text all under each other."""
        large, px = is_large(), current_theme().px
        narrow = self._narrow and not large
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if large else directions.LeftToRight)
        self._row.removeWidget(self.options)
        self._middle.removeWidget(self.options)
        if narrow or large:
            self._middle.insertWidget(0, self.options)
        else:
            self._row.addWidget(self.options)
        self._divider.setVisible(not narrow and not large)
        _hold_width(self._left, None if large else px(NARROW_LIST if narrow else LIST_WIDTH))
        _hold_width(self.options, None if narrow or large else px(OPTIONS_WIDTH))
        self._list_scroll.setMinimumHeight(self._rows.sizeHint().height() if large else 0)
        self.view.setMinimumHeight(px(SMALLEST_VIEW) if large else 0)
        self.options.set_narrow(narrow)
        self.list.set_narrow(narrow or large)

    def footer_actions(self) -> tuple[FooterAction, ...]:
        """Printing and saving everything that may go out, and finishing what is not finished."""
        may_go = any(h.goes_with_all for h in self._shown)
        out = (
            FooterAction(PRINT_ALL, "Print all", "print", may_go),
            FooterAction(SAVE_ALL, "Save all", "save_document", may_go),
        )
        if self.state.is_read_only:
            return out
        return (*out, FooterAction(FINISH, "Finish", "sign", self._may_finish, primary=self._finish_leads))

    def run_action(self, action: str) -> None:
        """Ask for a printer or a folder for all documents, or ask to finish."""
        if action == PRINT_ALL:
            self._hand_out_all(self._issuing.print_all)
        elif action == SAVE_ALL:
            self._hand_out_all(self._issuing.save_all)
        elif action == FINISH:
            self.finish_wanted.emit()

    @property
    def _may_finish(self) -> bool:
        return self.state.summary is not None and not (self._hold.why and not self._hold.only_consent)

    @property
    def _finish_leads(self) -> bool:
        """Whether nothing is left to do here but to finish; until then what is done with the paper in sight leads."""
        summary = self.state.summary
        if summary is None or self.state.is_read_only or not self._may_finish:
            return False
        asks = any(handout.consent is not None and handout.consent.act for handout in self._shown)
        return not asks and not any(open_matters(summary))

    def papers_to_keep(self) -> tuple[str, ...]:
        """What is kept when the consultation is finished, by title."""
        return tuple(handout.title for handout in self._shown if handout.goes_with_all)

    def keeping(self) -> Callable[[], tuple[tuple[str, bytes], ...]]:
        """What makes these papers, off the window's thread; one that was made already is kept as it went out.

        A consent that was signed is in the records as it is.
        """
        summary, issued, held = self.state.summary, self._issue_time(), self._held
        going = (
            [handout for handout in self._shown if handout.goes_with_all and handout.id not in held] if summary else []
        )
        wishes = [(self._wish(summary, handout)) for handout in going if summary]
        known = {wish.name: self._maker.known(wish) for wish in wishes}
        return lambda: tuple((wish.name, (known[wish.name] or made(wish, issued)).data) for wish in wishes)

    @property
    def _standing(self) -> ConsentStanding | None:
        summary = self.state.summary
        return self._consent.standing(summary) if self._consent and summary and summary.areas else None

    @property
    def _held(self) -> Mapping[str, Sheets]:
        """The papers that are shown as they were kept or signed, by the id of their row."""
        held = {name: paper.sheets for name, paper in self._kept.items()}
        summary = self.state.summary
        signed = self._consent.signed(summary) if self._consent and summary and summary.areas else None
        return held | ({CONSENT: signed} if signed else {})

    @property
    def _handout(self) -> Handout | None:
        return next((handout for handout in self._shown if handout.id == self._chosen), None)

    def _choose(self, name: str) -> None:
        self._chosen = name
        self.list.show_handouts(self._shown, name)
        self._make()

    def _wish(self, summary: Summary, handout: Handout) -> Wish:
        chosen, is_draft = self.options, handout.state == "locked"
        options = DocumentOptions(chosen.paper, chosen.large_print, draft=is_draft, sample=self._sample)
        return Wish(handout.id, summary, options)

    def _issue_time(self) -> str:
        zone = ZoneInfo(self.state.summary.clinic.time_zone if self.state.summary else "UTC")
        return self._now().astimezone(zone).strftime("%Y-%m-%dT%H:%M")

    def _make(self) -> None:
        summary, handout = self.state.summary, self._handout
        self._data = b""
        held = self._held.get(handout.id) if handout else None
        self.options.show_choices(shown=held is None)
        card = handout.consent if handout else None
        self.options.show_consent(card.act_words if card else "", withdrawable=bool(card and card.withdrawable))
        self.options.show_leading(leads=not self._finish_leads)
        if handout is not None and held is not None:
            self._data = held.data
            self.view.show_pdf(self._data, handout.title)
            self.view.show_unprinted("")
        elif summary is None or handout is None:
            unread = NONE_KEPT if self.state.is_read_only else NOT_RUN
            self.view.show_nothing(unread if summary is None else "Choose areas first. Then the documents stand here.")
        elif handout.state == "not_needed":
            self.view.show_nothing(handout.why)
        else:
            wish = self._wish(summary, handout)
            made = self._maker.ask(wish)
            if made is None:
                self.view.show_working()
            else:
                self._show(wish, made)
        self._show_ready()

    def _show(self, wish: Wish, sheets: Sheets) -> None:
        handout = self._handout
        if handout is not None and wish.name == handout.id:
            self._data = sheets.data
            self.view.show_pdf(sheets.data, handout.title)
            self._show_unprinted(sheets.missing)
            self._show_ready()

    def _show_unprinted(self, missing: tuple[MissingGlyph, ...]) -> None:
        summary = self.state.summary
        self.view.show_unprinted(unprinted_words(missing, summary) if summary else "")

    def _show_failure(self, _wish: Wish, error: Exception) -> None:
        self._data = b""
        words = error.next_step if isinstance(error, ConsultError) else ""
        self.view.show_failure(words or "Your record is safe. Try again, or choose another document.", error)
        self._show_ready()

    def _show_ready(self) -> None:
        handout = self._handout
        self.options.show_ready(ready=bool(self._ready()), why=handout.why if handout else "")

    def _ready(self) -> bytes:
        """The document in sight, when it may go out."""
        handout = self._handout
        return self._data if handout and handout.may_go_out else b""

    def _print(self) -> None:
        ready, handout = self._ready(), self._handout
        if ready and handout:
            self._issuing.print(handout, ready)

    def _save(self) -> None:
        ready, handout = self._ready(), self._handout
        if ready and handout:
            self._issuing.save(handout, ready)

    def _hand_out_all(self, hand_out: Callable[[Sequence[Handout], Making], None]) -> None:
        """Everything that may go out, made as the options say, with one time of issue."""
        summary = self.state.summary
        going = [handout for handout in self._shown if handout.goes_with_all]
        if summary is None or not going:
            return
        held = self._held
        wishes = [self._wish(summary, handout) for handout in going if handout.id not in held]
        kept = {handout.id: held[handout.id] for handout in going if handout.id in held}
        issued = self._issue_time()
        hand_out(going, lambda: kept | {wish.name: made(wish, issued) for wish in wishes})

    def _act_on_consent(self) -> None:
        summary, handout = self.state.summary, self._handout
        card = handout.consent if handout else None
        if summary and handout and card and card.act == SIGN:
            self.sign_wanted.emit(self._wish(summary, handout).options)
        elif card and card.act == CONFIRM:
            self.confirm_wanted.emit(self._standing)

    def _withdraw(self) -> None:
        card = self._handout.consent if self._handout else None
        if card and card.withdrawable:
            self.withdraw_wanted.emit(card.withdrawable)

    def _handed_out(self, words: str) -> None:
        self.view.clear_problem()
        self.toast.emit(words, False)

    def _try_again(self, act: str) -> None:
        acts = {"make": self._make, "print": self._print, "save": self._save}
        acts.get(act, lambda: self.run_action(act))()


def _scrolling(sheet: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(sheet)
    return scroll


def _hold_width(part: QWidget, width: int | None) -> None:
    """Hold a part to a width, or let it go."""
    part.setMinimumWidth(width or 0)
    part.setMaximumWidth(width or WIDEST)
