"""The parts around the pages of a consultation, how they are laid out, and what the room there is makes of them."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.large_text import is_large
from consult_app.ui.page import StepPage
from consult_app.ui.sheet import Sheet, focus_first
from consult_app.ui.shortcuts import bind
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.footer import Footer
from consult_app.ui.widgets.identity_banner import IdentityBanner
from consult_app.ui.widgets.layouts import scrolled
from consult_app.ui.widgets.step_list import NARROW, StepList, StepView
from consult_app.ui.widgets.top_bar import ConsultationBar
from consult_app.ui.widgets.verdict_card import VerdictCard, VerdictView
from consult_app.ui.widgets.verdict_strip import VerdictStrip

NARROW_BELOW, LOW_BELOW, WIDE_FROM = 1200, 740, 1800
STEPS_WIDE, STEPS_USUAL, SCROLL_BAR = 240, 216, 8
RAIL, RAIL_NARROW, RAIL_WIDE = 312, 280, 376


class FrameParts:
    """Bar, banner, step list, sheet, verdict and footer of one consultation."""

    def __init__(self, steps: tuple[StepView, ...], pages: Iterable[StepPage]) -> None:
        self.bar, self.banner, self.footer = ConsultationBar(), IdentityBanner(), Footer()
        self.steps, self.verdict, self.rail, self.sheet = StepList(steps), VerdictCard(), QWidget(), Sheet()
        self.strip = VerdictStrip()
        self.column = QVBoxLayout()
        self.is_narrow = False
        self._pages = tuple(pages)
        for page in self._pages:
            self.sheet.addWidget(page)

    def lay_out(self, owner: QWidget, notices: Iterable[QWidget]) -> None:
        """Put everything into its owner, with the notices between the banner and the sheet."""
        self._dress()
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._step_pane())
        body.addWidget(self.sheet, 1)
        body.addWidget(self.rail)
        owner.setLayout(self.column)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        for part in (self.bar, self.banner, *notices):
            self.column.addWidget(part)
        self.column.addLayout(body, 1)
        self.column.addWidget(self.strip)
        self.column.addWidget(self.footer)
        self.strip.toggled.connect(self._open_rail)
        self.verdict.question_wanted.connect(lambda _name: self.strip.setChecked(False))
        bind(self.rail, (("Esc", lambda: self.strip.setChecked(False)),))

    def _step_pane(self) -> QWidget:
        """The steps; for large text they scroll where there is no room for seven."""
        if not is_large():
            return self.steps
        pane = scrolled(self.steps)
        pane.setFixedWidth(NARROW + current_theme().px(SCROLL_BAR))
        return pane

    def show_rail(self, *, has_rail: bool) -> None:
        """Show the verdict beside the page, or for large text as a strip that opens it over the page."""
        self.strip.setChecked(False)
        self.strip.setVisible(has_rail and is_large())
        self.rail.setVisible(has_rail and not is_large())

    def show_verdict(self, view: VerdictView) -> None:
        """Show what the rules make of it now."""
        self.verdict.show_verdict(view)
        self.strip.show_verdict(view)

    def fit(self, width: int, height: int) -> bool:
        """Lay out for the room there is; True when the window became narrow or ceased to be."""
        narrow, wide = width < NARROW_BELOW, width >= WIDE_FROM
        turned, self.is_narrow = narrow != self.is_narrow, narrow
        low = narrow or height < LOW_BELOW
        self.banner.set_low(low)
        self.footer.set_low(low)
        self.steps.set_narrow(narrow, STEPS_WIDE if wide else STEPS_USUAL)
        if not is_large():
            self.rail.setFixedWidth(RAIL_NARROW if narrow else RAIL_WIDE if wide else RAIL)
        for page in self._pages:
            page.set_narrow(narrow)
        return turned

    def next_pane(self, here: QWidget | None, more: Iterable[QWidget]) -> QWidget:
        """The pane after the one that has the keyboard: steps, sheet, rail, footer, then ``more``."""
        whole = (self.steps, self.sheet, self.rail, self.strip, self.footer, *more)
        panes = [pane for pane in whole if pane.isVisible()]
        at = next((i for i, pane in enumerate(panes) if here and (pane is here or pane.isAncestorOf(here))), -1)
        return panes[(at + 1) % len(panes)]

    def focus_pane(self, pane: QWidget, step: str) -> None:
        """Put the keyboard into a pane; in the step list on the open step."""
        if pane is self.steps:
            self.steps.row(step).setFocus(Qt.FocusReason.OtherFocusReason)
        elif pane is self.strip:
            self.strip.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            focus_first(pane)

    def _open_rail(self, opened: bool) -> None:
        """For large text the verdict takes the place of the sheet while it is read."""
        self.sheet.setVisible(not opened)
        self.rail.setVisible(opened)
        if opened:
            focus_first(self.rail)

    def _dress(self) -> None:
        inner = QVBoxLayout(self.rail)
        inner.setContentsMargins(16, 16, 16, 20)
        inner.addWidget(self.verdict)
        for part, ground, rule in ((self.rail, "canvas", "left"), (self.sheet, "surface", "")):
            part.setProperty("ground", ground)
            part.setProperty("rule", rule)
            part.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
