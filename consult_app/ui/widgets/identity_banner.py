"""Who is in the chair, why they came, and what must not be forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QVBoxLayout, QWidget

from consult_app.ui.large_text import is_large
from consult_app.ui.theme import Outcome, current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.elided import Elided
from consult_app.ui.widgets.flow import Flow
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.painted import Scaled
from consult_app.ui.widgets.states import StateChip
from consult_app.ui.widgets.text import label

TALL, LOW = 72, 56
SHOWN_AT_MOST = 2
EDGE, GAP, LEAST = 24, 20, 160


@dataclass(frozen=True)
class Alert:
    """One pill: its words, its icon, the colours it borrows; an allergy always stays in sight."""

    text: str
    icon: str = ""
    outcome: Outcome = "do_not_treat"
    is_allergy: bool = False


@dataclass(frozen=True)
class BannerView:
    """The client as the banner shows them; alerts come in order: allergies, medicines, other."""

    name: str
    line: str
    reason: str = ""
    alerts: tuple[Alert, ...] = ()
    verdict: tuple[Outcome, str] | None = None


class IdentityBanner(Scaled):
    """Shows a client; low, it leaves out the reason for the visit."""

    more_wanted = Signal()

    def __init__(self, view: BannerView | None = None) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.setProperty("rule", "below")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name, self._line = Elided("", "heading"), Elided("", "small", "second")
        self._reason_title, self._reason = label("Here for", "small", "second"), Elided()
        self._who, self._why = _pair(self._name, self._line), _pair(self._reason_title, self._reason)
        self._pills: QLayout = Flow(8) if is_large() else QHBoxLayout()
        self._pills.setSpacing(8)
        self._lay_out()
        self._low, self._view = False, view or BannerView("", "")
        self.show_client(self._view)

    def show_client(self, view: BannerView) -> None:
        """Show a client."""
        self._view = view
        self._name.setText(view.name)
        self._line.setText(view.line)
        self._reason.setText(view.reason)
        self._fill_pills(view)
        self.set_low(self._low)
        spoken = [view.line, view.reason, *(alert.text for alert in view.alerts)]
        self.setAccessibleName(view.name)
        self.setAccessibleDescription(". ".join(part for part in spoken if part))

    def set_low(self, low: bool) -> None:
        """Take 56 pixels instead of 72 and leave out the reason for the visit, as large text always does."""
        self._low = low
        low = low or is_large()
        self.set_scaled_height(LOW if low else TALL, fixed=not is_large())
        self._why.setVisible(bool(self._view.reason) and not low)
        self._share()

    def event(self, event: QEvent) -> bool:
        """Share the room anew when there is more or less of it, or other alerts are in it."""
        handled = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._share()
        return handled

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as the window likes to be: the name and the reason are shortened."""
        return QSize(0, super().minimumSizeHint().height())

    def _share(self) -> None:
        """Who it is and why they came take the room the alerts leave, the reason at most what the name does not need.

        A layout would shorten all of them alike; an alert is the last to be shortened.
        """
        alerts = 0 if is_large() else self._pills.sizeHint().width() + GAP
        room = max(self.width() - 2 * EDGE - GAP - alerts, current_theme().px(LEAST))
        who = max(part.sizeHint().width() for part in (self._name, self._line))
        why = 0 if self._why.isHidden() else max(p.sizeHint().width() for p in (self._reason_title, self._reason))
        why = min(why, max(room - who, room // 3))
        self._who.setFixedWidth(min(who, room - why))
        self._why.setFixedWidth(why)

    def _lay_out(self) -> None:
        """Who and why on the left, the alerts on the right; in large text the alerts take lines of their own."""
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._who)
        row.addWidget(self._why)
        row.addStretch(1)
        if not is_large():
            row.addLayout(self._pills)
        whole = QVBoxLayout(self)
        around = 8 if is_large() else 0
        whole.setContentsMargins(EDGE, around, EDGE, around)
        whole.addLayout(row, 1)
        if is_large():
            whole.addLayout(self._pills)

    def _fill_pills(self, view: BannerView) -> None:
        empty(self._pills)
        shown, hidden = split_alerts(view.alerts)
        for alert in shown:
            self._pills.addWidget(StateChip(alert.outcome, alert.text, icon=alert.icon, tinted=False))
        if hidden:
            self._pills.addWidget(self._more_button(hidden))
        if view.verdict:
            self._pills.addWidget(StateChip(*view.verdict))

    def _more_button(self, hidden: Sequence[Alert]) -> Button:
        button = Button(f"+{len(hidden)}", small=True)
        button.setAccessibleName(f"{len(hidden)} more: " + ", ".join(alert.text for alert in hidden))
        menu = QMenu(button)
        for alert in hidden:
            menu.addAction(alert.text)
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        button.clicked.connect(self.more_wanted)
        return button


def split_alerts(alerts: Sequence[Alert]) -> tuple[list[Alert], list[Alert]]:
    """Part alerts into those in sight and those behind "+n"; allergies never collapse."""
    shown: list[Alert] = []
    for alert in alerts:
        if alert.is_allergy or len(shown) < SHOWN_AT_MOST:
            shown.append(alert)
    return shown, [alert for alert in alerts if alert not in shown]


def _pair(upper: QWidget, lower: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addStretch()
    column.addWidget(upper)
    column.addWidget(lower)
    column.addStretch()
    return holder
