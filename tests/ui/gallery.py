"""Draws every widget in both themes, to be looked at: `python -m tests.ui.gallery OUTDIR`."""

import os
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.appearance import apply_theme, load_fonts
from consult_app.ui.theme import OUTCOMES, Outcome, load_theme
from consult_app.ui.widgets.body_map import BodyMap, RegionView
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.calendar_strip import Avoided, CalendarStrip, CourseView, Visit
from consult_app.ui.widgets.choice_field import CheckGroup, ChoiceField
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.date_strip import DateStrip, DateStripView, Wait
from consult_app.ui.widgets.depth_slider import DepthSlider, DepthView
from consult_app.ui.widgets.findings import FindingGroupBar, FindingRow, FindingView
from consult_app.ui.widgets.footer import Action, Footer, FooterView
from consult_app.ui.widgets.identity_banner import Alert, BannerView, IdentityBanner
from consult_app.ui.widgets.limit_bar import LimitBar, LimitView
from consult_app.ui.widgets.notices import EmptyState, ErrorPanel, LoadingBars, NoticeLine
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.outcome_matrix import MatrixRow, OutcomeMatrix
from consult_app.ui.widgets.question_row import FollowUpRow, GroupHead, QuestionRow
from consult_app.ui.widgets.scar_grade_cards import GradeView, ScarGradeCards
from consult_app.ui.widgets.segmented import Option, Segmented, SegmentedAnswer
from consult_app.ui.widgets.skin_tone_scale import SkinToneScale, SkinType
from consult_app.ui.widgets.states import AreaChipView, StateChip, StateLabel
from consult_app.ui.widgets.step_list import StepList, StepView
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import NoteField, TextField
from consult_app.ui.widgets.toast import Toast
from consult_app.ui.widgets.top_bar import ConsultationBar, NavigationBar
from consult_app.ui.widgets.verdict_card import Reason, Unanswered, VerdictCard, VerdictView


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


def _verdict() -> VerdictView:
    return VerdictView(
        "defer",
        "Defer until\n12 Mar 2027",
        gap="1 answer missing: this may change",
        reasons=(
            Reason("Isotretinoin, last dose 12 Sep 2026.", "Wait 6 months. 2 shorter waits too.", "isotretinoin"),
            Reason("Cyst removed, right shoulder.", "The GP must confirm it has healed.", "operation"),
        ),
        areas=(
            AreaChipView("Upper back", "defer", "Defer until 12 Mar 2027"),
            AreaChipView("Left shoulder", "defer", "Defer until 12 Mar 2027"),
            AreaChipView("Right shoulder", "clearance", "", "Not before 12 Mar 2027"),
        ),
        earliest="Fri 12 Mar 2027",
        earliest_note="in 16 weeks",
        unanswered=(Unanswered("thinners", "Blood-thinning medicine"),),
    )


def _banner() -> IdentityBanner:
    alerts = (
        Alert("Allergy: chlorhexidine", "allergy", "do_not_treat", is_allergy=True),
        Alert("Isotretinoin until 12 Sep 2026", "medicine", "defer"),
    )
    line = "Born 4 Jun 1998 (28 years) · ID C-0412"
    return IdentityBanner(BannerView("Marisol Vega", line, "Back acne scars and dark marks", alerts))


def _steps() -> StepList:
    names = ("Skin assessment", "Areas & goals", "Safety check", "Session plan", "Consent & handouts")
    views = [
        StepView("client", "Client", "Done", "done"),
        StepView("health", "Health history", "1 question left", "gap"),
    ]
    return StepList([*views, *(StepView(name, name, "Not started") for name in names)], "health")


def _sheet() -> QWidget:
    sheet = QWidget()
    sheet.setProperty("ground", "surface")
    sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    head = GroupHead("Medicines")
    head.show_progress(4, 5)
    first = QuestionRow("Isotretinoin (Roaccutane, Accutane) in the last 12 months", _answer("yes"))
    first.show_state("defer", "Defer until 12 Mar 2027")
    follow = FollowUpRow()
    medicine = ChoiceField("Medicine", [("a", "Isotretinoin 20 mg daily")], inline=True)
    medicine.set_value("a")
    dose = DateField("Last dose", inline=True)
    dose.set_value("2026-09-12")
    follow.add(medicine)
    follow.add(dose)
    follow.add(label("69 days ago", "small", "second"))
    asked = QuestionRow("Blood-thinning tablets or injections", _answer(""), detail="Warfarin, apixaban, heparin")
    asked.set_active(True)
    done = GroupHead("Healing and skin changes")
    done.show_progress(4, 4)
    rows = [QuestionRow(text, _answer("no")) for text in ("Steroid tablets", "Medicine that makes skin react to sun")]
    for part in (head, first, follow, asked, *rows, done):
        column.addWidget(part)
    column.addStretch()
    return sheet


def _answer(value: str) -> SegmentedAnswer:
    answer = SegmentedAnswer("Question")
    answer.set_value(value)
    return answer


def frame() -> QWidget:
    """The window's frame around a questionnaire."""
    page = QWidget()
    page.setProperty("ground", "canvas")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    bar = ConsultationBar()
    bar.show_started("Started Fri 20 Nov 2026, 10:42")
    bar.show_saved("saved", "10:58")
    bar.show_practitioner("Jo Brennan")
    rail = QWidget()
    rail.setFixedWidth(312)
    QVBoxLayout(rail).addWidget(VerdictCard(_verdict()))
    body = QHBoxLayout()
    body.setSpacing(0)
    for part in (_steps(), _sheet(), rail):
        body.addWidget(part)
    hints = ((("↑", "↓"), "Move"), (("Y", "N", "U"), "Answer"), (("Ctrl", "S"), "Save now"))
    footer = Footer(FooterView((Action("next", "Next: Skin assessment", primary=True),), hints, "1 question left"))
    column.addWidget(bar)
    column.addWidget(_banner())
    column.addLayout(body, 1)
    column.addWidget(footer)
    page.resize(1280, 800)
    return page


def _body() -> BodyMap:
    body = BodyMap()
    views = []
    for region in body.regions():
        name = region.split(":")[1].replace("_", " ")
        number = {"back:upper_back": 1, "back:shoulders.left": 2, "back:shoulders.right": 3}.get(region, 0)
        outcome: Outcome | None = "clearance" if number == 3 else None
        views.append(
            RegionView(region, name, number, outcome, is_offered="head" not in region and "feet" not in region)
        )
    body.show_regions(views)
    return body


def _skin() -> QWidget:
    names = ("I", "II", "III", "IV", "V", "VI")
    lows = (0, 7, 14, 21, 28, 35, 41)
    scale = SkinToneScale([SkinType(name, lows[at], lows[at + 1] - 1) for at, name in enumerate(names)])
    scale.show_type("IV", 24)
    cards = ScarGradeCards(
        "Scar grade, upper back",
        [
            GradeView(1, "Flat marks", "Red, dark or pale. No change in shape."),
            GradeView(2, "Mild", "Hard to see from 50 cm, or easy to cover."),
            GradeView(3, "Moderate", "Easy to see from 50 cm. Flattens when you stretch the skin."),
            GradeView(4, "Severe", "Easy to see from 50 cm. Stays when you stretch the skin."),
        ],
    )
    cards.set_value(3)
    over = DepthSlider("Depth", DepthView(1.5, 0.75, 1.25, 2.0, 2.5))
    within = DepthSlider("Depth", DepthView(1.0, 0.75, 1.25, 2.0, 2.5))
    bar = LimitBar(LimitView("Skin covered", 340, 600, "cm²", 400))
    past = LimitBar(LimitView("Cream", 64, 60, "g", 40, "Treat in two visits."))
    return _column(scale, cards, over, within, bar, past)


def _dates() -> QWidget:
    waits = (
        Wait("Recent sun", date(2026, 12, 6)),
        Wait("Peel, upper back", date(2026, 12, 11)),
        Wait("Isotretinoin", date(2027, 3, 12)),
    )
    strip = DateStrip(DateStripView(date(2026, 11, 20), waits, date(2027, 3, 12)))
    visits = (
        Visit("patch", "T", "Test patch", date(2027, 3, 16), is_patch=True),
        *(
            Visit(f"s{at + 1}", str(at + 1), f"Session {at + 1}", day, 28)
            for at, day in enumerate((date(2027, 4, 13), date(2027, 6, 22), date(2027, 8, 3), date(2027, 9, 14)))
        ),
    )
    avoided = (Avoided("Work trip", date(2027, 5, 28), date(2027, 6, 10)),)
    course = CourseView(date(2027, 3, 1), date(2027, 9, 28), visits, date(2027, 3, 12), avoided)
    matrix = OutcomeMatrix()
    matrix.show_rows(
        [
            MatrixRow("Upper back", ("defer", "Defer until 12 Mar 2027"), ("precautions", "Treat with precautions")),
            MatrixRow(
                "Right shoulder", ("clearance", "Needs medical clearance"), ("clearance", "Needs medical clearance")
            ),
        ],
        "From 12 Mar 2027",
        "Holds if the missing answer is No.",
    )
    finding = FindingRow(
        FindingView(
            "isotretinoin",
            "Isotretinoin, all areas",
            "Yes. Last dose 12 Sep 2026",
            "Wait 6 months, or ask the dermatologist for an earlier date.",
            "Drug label",
            "disputed by Waldman 2017, Spring 2017",
        )
    )
    return _column(strip, FindingGroupBar("defer", "3 findings"), finding, CalendarStrip(course), matrix)


def _notices() -> QWidget:
    error = ErrorPanel(
        "The backup drive is full",
        "Your records are safe. Free some space or pick another drive.",
        [("again", "Try again"), ("other", "Pick another drive")],
    )
    return _column(
        EmptyState("calendar", "No sessions today", "The next one is Mon 23 Nov, 09:30.", "Open calendar"),
        error,
        LoadingBars(),
        NoticeLine("lock", "Finished 20 Nov 2026. Read only.", "", "Add a note"),
        NoticeLine("refresh", "Draft found, 10:58 today", "Nothing you entered is lost.", "Resume", primary=True),
    )


def painted() -> QWidget:
    """The painted widgets."""
    page = QWidget()
    page.setProperty("ground", "surface")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    grid = QGridLayout(page)
    grid.addWidget(_body(), 0, 0)
    grid.addWidget(_skin(), 0, 1)
    grid.addWidget(_dates(), 1, 0)
    grid.addWidget(_notices(), 1, 1)
    navigation = NavigationBar("Microneedling consult", [("today", "Today"), ("clients", "Clients")])
    navigation.show_place("today")
    grid.addWidget(navigation, 2, 0, 1, 2)
    page.resize(1400, 1250)
    toast = Toast(page)
    toast.say("4 answers set to No", undo=True)
    return page


PAGES = {"components": components, "frame": frame, "painted": painted}


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
