"""Draws every widget in both themes, to be looked at: `python -m tests.ui.gallery OUTDIR`."""

import os
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from consult_app.ui.appearance import apply_theme, load_fonts
from consult_app.ui.theme import OUTCOMES, load_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import CheckGroup, ChoiceField
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.segmented import Option, Segmented, SegmentedAnswer
from consult_app.ui.widgets.states import StateChip, StateLabel
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import NoteField, TextField


def _column(*parts: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setSpacing(12)
    for part in parts:
        column.addWidget(part, alignment=Qt.AlignmentFlag(0))
    column.addStretch()
    return holder


def _states() -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    for row, outcome in enumerate(OUTCOMES):
        grid.addWidget(StateChip(outcome), row, 0)
        grid.addWidget(StateLabel(outcome), row, 1)
    return holder


def _answers() -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    for row, value in enumerate(("", "yes", "no", "unsure")):
        answer = SegmentedAnswer("Isotretinoin")
        answer.set_value(value)
        grid.addWidget(label(value or "Not answered", "small"), row, 0)
        grid.addWidget(answer, row, 1)
    locked = SegmentedAnswer("Isotretinoin")
    locked.set_value("no")
    locked.set_locked(True)
    grid.addWidget(locked, 4, 1)
    severity = Segmented("Dark marks", [Option(k.lower(), k) for k in ("None", "Mild", "Moderate", "Severe")])
    severity.set_value("moderate")
    grid.addWidget(severity, 5, 0, 1, 2)
    return holder


def _buttons() -> QWidget:
    off = Button("Off")
    off.setEnabled(False)
    holder = QWidget()
    grid = QGridLayout(holder)
    made = [
        Button("Primary", "primary"),
        Button("Secondary"),
        Button("Quiet", "quiet"),
        off,
        Button("Delete draft", "danger"),
        Button("Next: Skin assessment", "primary", icon="chevron_right", trailing=True, important=True),
        Button("Back", icon="chevron_left"),
        Button("None of the remaining apply", small=True),
    ]
    for at, button in enumerate(made):
        grid.addWidget(button, at // 3, at % 3)
    return holder


def _fields() -> QWidget:
    plain, late = DateField("Last dose"), DateField("Last dose", latest=date(2026, 11, 20))
    plain.set_value("2026-09-12")
    late.set_value("2028-09-12")
    late.set_error("This date is in the future. Check the year.")
    locked = TextField("Cleared by")
    locked.set_value("Dr Ian Whitcombe")
    locked.set_locked(True)
    medicine = ChoiceField("Medicine", [("a", "Isotretinoin 20 mg daily")], inline=True)
    medicine.set_value("a")
    note = NoteField("A good result, in her words")
    note.set_value("“To wear a swimsuit without a T-shirt.”")
    spots = NumberStepper("Inflamed spots")
    spots.set_value(0)
    shapes = CheckGroup("Scar shapes", [("rolling", "Rolling"), ("boxcar", "Boxcar"), ("raised", "Raised")])
    shapes.set_value(["rolling", "boxcar"])
    return _column(plain, late, locked, medicine, note, spots, shapes)


def components() -> QWidget:
    """One page of the small parts in all their states."""
    page = QWidget()
    page.setProperty("ground", "canvas")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    grid = QGridLayout(page)
    grid.addWidget(_column(label("Verdict states", "small_strong"), _states(), _answers()), 0, 0)
    grid.addWidget(_column(label("Buttons", "small_strong"), _buttons(), _fields()), 0, 1)
    page.resize(1280, 800)
    return page


PAGES = {"components": components}


def main(folder: Path) -> None:
    """Write one picture for each page and theme."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    load_fonts(app)
    for name in ("light", "dark"):
        apply_theme(app, load_theme("dark" if name == "dark" else "light"))
        for title, make in PAGES.items():
            page = make()
            page.show()
            app.processEvents()
            page.grab().save(str(folder / f"{title}_{name}.png"))
            page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
