"""One requested area in the list: its number, size and concerns, and why it is held back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from consult_app.clinical.areas import Concern
from consult_app.clinical.consultation import AreaConcern
from consult_app.ui.pages.area_marks import AreaNumber, StatePanel
from consult_app.ui.pages.area_requests import severity_of
from consult_app.ui.pages.area_size import AreaSize
from consult_app.ui.pages.burn_fields import BurnFields
from consult_app.ui.theme import Outcome, current_theme
from consult_app.ui.widgets.button import Button, icon_button
from consult_app.ui.widgets.segmented import Option, Segmented
from consult_app.ui.widgets.text import label, rule

SEVERITIES = (
    Option("mild", "Mild", shortcut="1"),
    Option("moderate", "Moderate", shortcut="2"),
    Option("severe", "Severe", shortcut="3"),
)
BURN = "burn_scar"
_LABEL_WIDTH = 78


@dataclass(frozen=True)
class AreaCardView:
    """What a card shows.

    ``fitting`` are the concerns that belong to the area; ``held_back`` is its own outcome, word and reason, or None.
    """

    key: str
    name: str
    number: int
    typed_cm2: float | None
    estimate_cm2: float | None
    concerns: tuple[AreaConcern, ...]
    fitting: Mapping[str, Concern] = field(default_factory=dict)
    held_back: tuple[Outcome, str, str] | None = None


class AreaCard(QWidget):
    """Shows one area; every change is handed over, nothing is kept here."""

    removed = Signal()
    size_given = Signal(object)
    severity_given = Signal(str, str)
    concern_toggled = Signal(str)
    burn_given = Signal(object)
    body_size_wanted = Signal()

    def __init__(self, view: AreaCardView) -> None:
        super().__init__()
        self.setObjectName(f"area_{view.key}")
        self._rows: dict[str, ConcernRow] = {}
        self._burn: BurnFields | None = None
        self._number, self.cm2 = AreaNumber(), AreaSize(view.name)
        self.cm2.setObjectName(f"size_{view.key}")
        self.remove = icon_button("close", f"Remove {view.name}", tone="second")
        self._panel, self._note = StatePanel(), label("", "small", "second")
        self._unknown = Button("Needs height and weight, or a typed size", "link", small=True)
        self._unknown.setAccessibleName(f"{self._unknown.text()}: {view.name}")
        self.add = Button("Add a concern", "quiet", icon="plus", small=True)
        self.add.setObjectName(f"concerns_{view.key}")
        self._menu = QMenu(self.add)
        self._menu.setAccessibleName(f"Concerns, {view.name}")
        self.add.setMenu(self._menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._head(view.name))
        column.addWidget(self._note)
        column.addWidget(self._unknown)
        column.addWidget(self._panel)
        self._concerns = QVBoxLayout()
        self._concerns.setSpacing(4)
        column.addLayout(self._concerns)
        column.addLayout(_left(self.add))
        column.addWidget(rule())
        self.remove.clicked.connect(self.removed)
        self.cm2.given.connect(self.size_given)
        self._unknown.clicked.connect(self.body_size_wanted)
        self._menu.triggered.connect(self._toggle)
        self._fill_menu(view)
        self.show_area(view)

    def _head(self, name: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._number)
        row.addWidget(label(name, "strong", wrap=True), 1)
        row.addWidget(self.cm2)
        row.addWidget(self.remove)
        return row

    def show_area(self, view: AreaCardView) -> None:
        """Show the area as it stands now."""
        outcome = view.held_back[0] if view.held_back else None
        self._number.show_number(view.number, outcome)
        self.cm2.show_size(view.typed_cm2, view.estimate_cm2)
        self._show_note(view)
        self._panel.setVisible(view.held_back is not None)
        if view.held_back:
            self._panel.show_state(*view.held_back)
        known = [concern for concern in view.concerns if concern.id in view.fitting]
        if list(self._rows) != [concern.id for concern in known]:
            self._build_rows(view, known)
            self._fill_menu(view)
        for concern in known:
            self._rows[concern.id].show_concern(concern)
            if self._burn and concern.id == BURN:
                self._burn.show_burn(concern)

    def focus_part(self, name: str) -> None:
        """Go to the size, to a concern, or to the button that adds one."""
        target: QWidget = self._rows.get(name.partition(".")[0], self.add)
        if name == "area_cm2":
            target = self.cm2.field
        elif name == "grade" and self._rows:
            target = next(iter(self._rows.values()))
        target.setFocus()

    def stops(self) -> tuple[str, ...]:
        """The concerns shown; Tab order is laid anew when they change."""
        return tuple(self._rows)

    def commit(self) -> None:
        """Hand over figures still being typed."""
        self.cm2.field.flush()
        if self._burn:
            self._burn.flush()

    def _show_note(self, view: AreaCardView) -> None:
        self._note.setVisible(view.typed_cm2 is None and view.estimate_cm2 is not None)
        self._note.setText(f"About {view.estimate_cm2:g} cm², estimated" if view.estimate_cm2 is not None else "")
        self._unknown.setVisible(view.typed_cm2 is None and view.estimate_cm2 is None)

    def _build_rows(self, view: AreaCardView, concerns: Sequence[AreaConcern]) -> None:
        for old in [*self._rows.values(), *([self._burn] if self._burn else [])]:
            self._concerns.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows, self._burn = {}, None
        plain = [view.fitting[concern.id].plain_name for concern in concerns]
        for concern in concerns:
            known = view.fitting[concern.id]
            words = known.plain_name if plain.count(known.plain_name) == 1 else known.label
            row = self._rows[concern.id] = ConcernRow(known, f"{words[0].upper()}{words[1:]}", view.name)
            row.chosen.connect(lambda severity, name=concern.id: self.severity_given.emit(name, severity))
            self._concerns.addWidget(row)
            if concern.id == BURN:
                self._burn = BurnFields(view.name)
                self._burn.given.connect(self.burn_given)
                self._concerns.addWidget(self._burn)

    def _fill_menu(self, view: AreaCardView) -> None:
        chosen = {concern.id for concern in view.concerns}
        wanted = [(name, known, name in chosen) for name, known in view.fitting.items()]
        self._menu.clear()
        for name, known, on in wanted:
            action = QAction(known.label if known.offered else f"{known.label}, not offered: refer", self._menu)
            action.setCheckable(True)
            action.setChecked(on)
            action.setData(name)
            self._menu.addAction(action)
        words = "Add or remove a concern" if chosen else "Add a concern"
        self.add.setText(words)
        self.add.setAccessibleName(f"{words}, {view.name}")

    def _toggle(self, action: QAction) -> None:
        self._menu.close()  # a line that assistive technology chooses leaves the menu open
        self.concern_toggled.emit(str(action.data()))


class ConcernRow(QWidget):
    """A concern and how severe it is."""

    chosen = Signal(str)

    def __init__(self, known: Concern, words: str, area: str) -> None:
        super().__init__()
        self._known = known
        self.severity = Segmented(f"{known.label}, {area}", SEVERITIES)
        self.severity.setObjectName(f"severity_{known.id}")
        name = label(words, "small", wrap=True)
        name.setFixedWidth(current_theme().px(_LABEL_WIDTH))
        self._remark = label("", "small", "second")
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(name)
        row.addWidget(self.severity, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._remark)
        self.setFocusProxy(self.severity)
        self.severity.chosen.connect(self.chosen)
        self.severity.cleared.connect(lambda: self.chosen.emit(""))

    def show_concern(self, concern: AreaConcern) -> None:
        """Show the severity, and say in words what the segment cannot."""
        self.severity.set_value(severity_of(concern, self._known))
        remark = "Grade 1: flat marks, colour only" if concern.grade == 1 else ""
        if not self._known.offered:
            remark = "Not offered here: refer"
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))


def _left(part: QWidget, *, others: Sequence[QWidget] = ()) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(-12, 0, 0, 4)
    for widget in (part, *others):
        row.addWidget(widget)
    row.addStretch(1)
    return row
