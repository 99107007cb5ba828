"""Every control of every screen has a name, a role and a state for assistive technology; what is painted is told."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QPushButton,
    QScrollArea,
    QWidget,
)

from consult_app.ui.appearance import apply_theme
from consult_app.ui.theme import load_theme
from consult_app.ui.widgets.body_map import BodyMap
from consult_app.ui.widgets.calendar_strip import CalendarStrip
from consult_app.ui.widgets.date_strip import DateStrip
from consult_app.ui.widgets.depth_slider import DepthSlider
from consult_app.ui.widgets.limit_bar import LimitBar
from consult_app.ui.widgets.outcome_matrix import OutcomeMatrix
from consult_app.ui.widgets.painted import SPOKEN, Painted
from consult_app.ui.widgets.pdf_preview import PdfPreview
from consult_app.ui.widgets.scar_grade_cards import ScarGradeCards
from consult_app.ui.widgets.score_chart import ScoreChartView
from consult_app.ui.widgets.score_line import ScoreLine
from consult_app.ui.widgets.segmented import Segmented
from consult_app.ui.widgets.signature_pad import SignaturePad
from consult_app.ui.widgets.skin_tone_scale import SkinToneScale
from tests.ui.screen_stage import Stage
from tests.ui.screens import SCREENS, Screen

R = QAccessible.Role
ROLES = {R.Button, R.ButtonMenu, R.CheckBox, R.RadioButton, R.ComboBox, R.EditableText, R.Slider, R.PageTabList, R.List}
ROLES |= {R.StaticText, R.Link, R.Tree, R.Table}
TELLING = (
    BodyMap,
    CalendarStrip,
    DateStrip,
    DepthSlider,
    LimitBar,
    OutcomeMatrix,
    PdfPreview,
    ScarGradeCards,
    ScoreChartView,
    ScoreLine,
    Segmented,
    SkinToneScale,
)
"""What is painted and shows something that stands nowhere in words."""


@pytest.fixture(scope="module")
def stage(qapp: QApplication) -> Iterator[Stage]:
    """One stage for all screens, with assistive technology listening."""
    QAccessible.setActive(True)
    made = Stage(qapp)
    yield made
    made.close()
    QAccessible.setActive(False)
    apply_theme(qapp, load_theme("light"))


def parts(shown: QWidget) -> list[QWidget]:
    found = [part for part in shown.findChildren(QWidget) if part.isVisible() and part.window() is shown.window()]
    return [part for part in found if part.isEnabled()]


def is_control(part: QWidget) -> bool:
    is_field = isinstance(part.parentWidget(), QAbstractButton) or type(part) is QAbstractScrollArea
    takes_keys = part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.focusProxy() is None
    return (takes_keys or isinstance(part, QAbstractButton)) and not is_field and not _is_signs_in_a_field(part)


def _is_signs_in_a_field(part: QWidget) -> bool:
    """What Qt puts into a field by itself, such as the lock at its end."""
    return type(part).__name__ == "QLineEditIconButton" or type(part.parentWidget()).__name__ == "QLineEdit"


def unspoken(part: QWidget) -> Iterator[str]:
    """What assistive technology would not learn of a part."""
    spoken, called = QAccessible.queryAccessibleInterface(part), f"{type(part).__name__} {part.accessibleName()!r}"
    name, told = part.accessibleName() or spoken.text(QAccessible.Text.Name), part.accessibleDescription()
    if is_control(part):
        yield from [f"{called} has no name"] * (not name)
        yield from [f"{called} is a {spoken.role().name}"] * (spoken.role() not in ROLES and not is_stood_for(part))
        state = spoken.state()
        yield from [f"{called} is told as disabled"] * bool(state.disabled)
        takes_keys = part.focusPolicy() != Qt.FocusPolicy.NoFocus
        yield from [f"{called} is told not to take the keyboard"] * (takes_keys and not state.focusable)
        yield from [f"{called} is told wrongly whether it is ticked"] * (
            isinstance(part, QAbstractButton) and part.isCheckable() and bool(state.checked) != part.isChecked()
        )
    if isinstance(part, TELLING) or (isinstance(part, Painted) and is_control(part)):
        yield from [f"{called} is painted and has no name"] * (not name)
        yield from [f"{called} is painted and has no description"] * (not told)


def is_stood_for(part: QWidget) -> bool:
    """Whether nothing in it is to be pressed, or real controls stand for it: for a row, for regions of a body map."""
    if isinstance(part, BodyMap):
        return bool(part.findChildren(QCheckBox))
    button = part.findChild(QPushButton, SPOKEN, Qt.FindChildOption.FindDirectChildrenOnly)
    if isinstance(part, SignaturePad):
        return True  # Qt has no role for what is drawn on; the dialog's other way, on paper, needs no drawing
    is_only_read = isinstance(part, PdfPreview | ScoreChartView | QScrollArea)
    return is_only_read or (button is not None and button.accessibleName() == part.accessibleName())


@pytest.mark.parametrize("places", [SCREENS[::2], SCREENS[1::2]], ids=["one_half", "other_half"])
def test_everything_is_spoken(stage: Stage, places: Sequence[Screen]) -> None:
    """Many screens in one test, for dressing the windows anew before each would take most of its time."""
    stage.dress("light", 1.0)
    stage.resize((1280, 800))
    found = set()
    for screen in places:
        found |= {f"{screen.name}: {line}" for part in parts(screen.open(stage)) for line in unspoken(part)}
        stage.clear()
    assert sorted(found) == []
