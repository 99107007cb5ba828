"""One area on the skin step: dark marks, scars and their grade, what the skin shows, and a note."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.clinical.consultation import Answer
from consult_app.clinical.facts import Facts
from consult_app.clinical.instruments import Instrument
from consult_app.clinical.questions import Question
from consult_app.ui.large_text import is_large
from consult_app.ui.pages.skin_findings import SkinFindings
from consult_app.ui.pages.skin_scales import OfferedScales
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import CheckBox
from consult_app.ui.widgets.detail_fields import Setting
from consult_app.ui.widgets.flow import Flow
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.layouts import holding
from consult_app.ui.widgets.scale_cards import ScaleCards
from consult_app.ui.widgets.scar_grade_cards import GradeView, ScarGradeCards
from consult_app.ui.widgets.segmented import Option, Segmented
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import TextField

DARK_MARKS = (
    Option("none", "None"),
    Option("mild", "Mild"),
    Option("moderate", "Moderate"),
    Option("severe", "Severe"),
)
_LABEL_WIDTH = 140


@dataclass(frozen=True)
class SkinAreaSetup:
    """What a tab is built from: the area's name, its scar shapes, what is looked for, and the grading scale."""

    name: str
    scars: Sequence[tuple[str, str]]
    questions: Sequence[Question]
    scale: Instrument
    source: str
    setting: Setting


@dataclass(frozen=True)
class SkinAreaView:
    """What the tab of one area shows."""

    name: str
    dark_marks: str = ""
    scars: tuple[str, ...] = ()
    grade: int = 0
    has_graded: bool = False
    findings: dict[str, Answer | None] = field(default_factory=dict)
    facts: Facts | None = None
    examined: bool = False
    note: str = ""
    copy_from: tuple[str, str] | None = None
    scales: OfferedScales = field(default_factory=OfferedScales)


class SkinArea(QWidget):
    """Shows one area; every change is handed over, nothing is kept here."""

    dark_marks_given = Signal(str)
    scar_toggled = Signal(str)
    graded = Signal(int)
    noted = Signal(str)
    copy_wanted = Signal(str)
    scale_wanted = Signal(str)

    def __init__(self, setup: SkinAreaSetup) -> None:
        super().__init__()
        self._setup, self._copy_key, name = setup, "", setup.name
        self.dark_marks = Segmented(f"Dark marks, {name}", DARK_MARKS)
        self.dark_marks.setObjectName("dark_marks")
        self.scars = {key: CheckBox(words) for key, words in setup.scars}
        self.findings = SkinFindings(setup.questions, name, setup.setting)
        self.cards = ScarGradeCards(f"Scar grade, {name}", grade_views(setup.scale))
        self.cards.setObjectName("scar_grade")
        self.scales = ScaleCards(name)
        self.note = TextField("Note", inline=True)
        self.note.edit.setObjectName("skin_note")
        self.copy = Button("", "quiet", small=True)
        self.copy.setObjectName("copy_from")
        self._grade = self._grade_block(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(8)
        column.addLayout(self._marks_row())
        column.addLayout(_row("Scar shapes", self._scar_grid(name)))
        column.addWidget(self.findings)
        column.addWidget(self._grade)
        column.addWidget(self.scales)
        column.addWidget(self.note)
        column.addStretch(1)
        self.dark_marks.chosen.connect(self.dark_marks_given)
        self.dark_marks.cleared.connect(lambda: self.dark_marks_given.emit(""))
        self.cards.chosen.connect(self.graded)
        self.scales.opened.connect(self.scale_wanted)
        self.note.committed.connect(self.noted)
        self.copy.clicked.connect(lambda: self.copy_wanted.emit(self._copy_key))

    def _marks_row(self) -> QBoxLayout:
        self.dark_marks.setFixedWidth(current_theme().px(344))
        line = Flow(8)
        line.addWidget(self.dark_marks)
        line.addWidget(self.copy)
        return _row("Dark marks", holding(line))

    def _scar_grid(self, area: str) -> QWidget:
        line = Flow(20, between=0)
        for key, box in self.scars.items():
            box.setObjectName(f"scar_{key}")
            box.setAccessibleName(f"{box.text()} scars, {area}")
            box.clicked.connect(lambda _on=False, key=key: self.scar_toggled.emit(key))
            line.addWidget(box)
        return holding(line)

    def _grade_block(self, name: str) -> QWidget:
        holder = QWidget()
        head = QHBoxLayout()
        head.addWidget(label(f"Scar grade, {name[0].lower()}{name[1:]}", "small_strong"), 1)
        head.addWidget(IconView("book", 16))
        head.addWidget(label(self._setup.source, "small", "second"))
        self._meaning = label("", "small", "second", wrap=True)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.cards)
        column.addWidget(self._meaning)
        return holder

    def show_area(self, view: SkinAreaView) -> None:
        """Show the area as it stands now; what is being typed stays."""
        self.dark_marks.set_value(view.dark_marks)
        for key, box in self.scars.items():
            box.setChecked(key in view.scars)
        self._grade.setVisible(view.has_graded)
        self.cards.set_value(view.grade)
        self._meaning.setText(next((o.label for o in self._setup.scale.items[0].options if o.points == view.grade), ""))
        self._meaning.setVisible(bool(view.grade))
        self.findings.show_findings(view.findings, view.facts, examined=view.examined)
        self.scales.show_scales(view.scales.first, view.scales.rest)
        self.note.set_value(view.note)
        self._show_copy(view.copy_from)

    def _show_copy(self, offer: tuple[str, str] | None) -> None:
        self._copy_key, name = offer or ("", "")
        self.copy.setText(f"Copy from {name[:1].lower()}{name[1:]}")
        self.copy.setAccessibleName(self.copy.text())
        self.copy.setToolTip("Copies what was found and graded. The look at the whole field stays to be done.")
        self.copy.setVisible(offer is not None)

    def commit(self) -> None:
        """Hand over what is still being typed."""
        self.note.flush()
        self.findings.flush()


def grade_views(scale: Instrument) -> tuple[GradeView, ...]:
    """The cards of a scale with one item: number, name, and what the class looks like."""
    meanings = {band.value: band.meaning for band in scale.bands}
    return tuple(
        GradeView(option.points, option.label.partition(":")[0], meanings.get(option.points, ""))
        for option in scale.items[0].options
    )


def _row(name: str, part: QWidget) -> QBoxLayout:
    row = QBoxLayout(QBoxLayout.Direction.TopToBottom if is_large() else QBoxLayout.Direction.LeftToRight)
    row.setSpacing(0)
    words = label(name)
    if not is_large():
        words.setFixedWidth(current_theme().px(_LABEL_WIDTH))
    row.addWidget(words)
    row.addWidget(part, 1)
    return row
