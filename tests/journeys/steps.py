"""How a person goes through the steps of one consultation: upper back and shoulders, one of them operated lately."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QWidget

from consult_app.app import FIRST_CLINIC_FILE
from consult_app.clinical.consultation import Practitioner
from consult_app.clinical.dates import short_date
from consult_app.knowledge.clinic_file import CLINIC_FILE
from consult_app.records.derivation import LEAST_COST
from consult_app.records.opening import create_practice
from consult_app.settings import write_private
from consult_app.ui.pages.set_up import SetUpPage
from consult_app.ui.widgets.body_map import BodyMap
from consult_app.ui.widgets.footer import Footer
from consult_app.ui.widgets.question_form import QuestionForm
from tests.journeys.person import ALT, CTRL, SHIFT, Person, only

WORDS = "vier orange walrus lamp"
NAME = "Zoë Łukasz"
BACK, LEFT_SHOULDER, RIGHT_SHOULDER = "back_upper", "shoulders.left", "shoulders.right"
AREAS = (BACK, LEFT_SHOULDER, RIGHT_SHOULDER)
CONCERN = "Acne scars on the body"


def today(person: Person) -> dt.date:
    assert person.window.desk is not None
    return person.window.desk.app.today()


def operated(day: dt.date) -> dt.date:
    """Seven weeks before a day."""
    return day - dt.timedelta(weeks=7)


def set_up(person: Person) -> None:
    person.wait(lambda: isinstance(person.window.gate, SetUpPage))
    person.write("set_up_practice", "Fernhill Skin Clinic")
    person.write("set_up_name", "Jo Brennan")
    person.choose("set_up_role", "Nurse")
    person.write("set_up_passphrase", WORDS)
    person.write("set_up_again", WORDS)
    person.click("create_practice")
    person.click("sheet_later")
    person.wait_for_desk()


def made_before(home: Path) -> None:
    """A practice somebody set up another day, whose passphrase costs as little as is allowed."""
    create_practice(home, Practitioner(name="Jo Brennan", role="nurse"), WORDS, LEAST_COST).close()
    write_private(home / CLINIC_FILE, FIRST_CLINIC_FILE.format(name="Fernhill Skin Clinic").encode())


def come_in(person: Person) -> None:
    """Unlock a practice that is there already."""
    person.unlock(WORDS)
    person.wait_for_desk()


def start(person: Person) -> None:
    person.press(Qt.Key.Key_N, CTRL)
    person.wait_for_consultation()


def fill_in_client(person: Person) -> None:
    person.write("client_name", NAME)
    person.write("client_date_of_birth", "11 Feb 1994")
    person.press(Qt.Key.Key_Tab)
    person.write("client_height_cm", "174")
    person.write("client_weight_kg", "70")
    person.write("reason_for_visit", "Acne scars on the upper back")
    person.write("gp_name", "Dr Helen Ashworth")
    person.click("client_sex_at_birth")


def answer_history(person: Person) -> None:
    """An operation on the right shoulder seven weeks ago, everything else No: by letters, ticks and Shift+N."""
    person.press(Qt.Key.Key_Right, ALT)
    form: QuestionForm = person.frame.pages["history"].form  # type: ignore[attr-defined]
    form.show_question("surgery_in_area")
    person.press(Qt.Key.Key_Y)
    person.click("tick_surgery_in_area")
    person.write("surgery_in_area.date", short_date(operated(today(person))))
    person.press(Qt.Key.Key_Return)
    person.click("surgery_in_area.areas")
    person.click(f"place_{RIGHT_SHOULDER}")
    person.press(Qt.Key.Key_Escape)
    for group in list(form.heads):
        if form.blank(group):
            form.show_question(form.blank(group)[0].questions[0].id)
            person.press(Qt.Key.Key_N, SHIFT)
            if form._panel is not None:
                for line in form._panel.boxes.values():
                    person.click_on(line.box)
                person.click("none_confirm")


def choose_areas(person: Person) -> None:
    """Upper back by pointer, the shoulders by keyboard; a size typed, a concern and a severity each, one goal."""
    person.click("choose_areas")
    body = person.find(BodyMap, "body_map")
    person.click_on(body, body.centre("back:upper_back").toPoint())
    for region in ("back:shoulders.left", "back:shoulders.right"):
        tab_to(person, body, region)
        person.press(Qt.Key.Key_Space)
    person.write("goal", "To wear a swimsuit without a T-shirt.")
    for key, size in zip(AREAS, ("280", "60", "60"), strict=True):
        card = person.find(QWidget, f"area_{key}")
        person.write(f"size_{key}", size)
        person.press(Qt.Key.Key_Return)
        person.pick(person.find(QWidget, f"concerns_{key}"), CONCERN)
        person.find(QWidget, "severity_acne_scar_body", card)
        person.press(Qt.Key.Key_1)


def tab_to(person: Person, body: BodyMap, region: str) -> None:
    """Tab from the region the keyboard is on to another."""
    ahead = body.regions().index(region) - body.regions().index(body.focused_region())
    for _ in range(abs(ahead)):
        person.press(*((Qt.Key.Key_Tab,) if ahead > 0 else (Qt.Key.Key_Backtab, SHIFT)))
    assert body.focused_region() == region


def look_at_skin(person: Person) -> None:
    """Skin type 2, then each area: a scar shape, the whole field, and a grade for the back by its card."""
    person.press(Qt.Key.Key_3, ALT)
    person.choose("own_view", "Type II")
    for at in range(len(AREAS)):
        look = person.find(QWidget, f"skin_{AREAS[at]}")
        person.click("examined", look)
        if at == 0:
            cards = person.find(QWidget, "scar_grade", look)
            person.reach(cards).setFocus(Qt.FocusReason.TabFocusReason)
            person.press(Qt.Key.Key_3)
        person.press(Qt.Key.Key_Tab, CTRL)
    assert person.find(QTabBar, "area_tabs").currentIndex() == 0


def book(person: Person, day: dt.date, away: tuple[dt.date, dt.date]) -> None:
    """A first session at half past ten, cream before it, and days the client is away."""
    person.write("course_day", short_date(day))
    person.press(Qt.Key.Key_Return)
    person.write("course_time", "10:30")
    person.press(Qt.Key.Key_Return)
    person.choose("numbing_product", "Lidocaine 2.5")
    person.click("avoid_open")
    for name, date in zip(("avoid_from", "avoid_to"), away, strict=True):
        person.write(name, short_date(date))
    person.write("avoid_reason", "Work trip")
    person.click("avoid_add")
    person.write("course_cost", "GBP 540")
    person.press(Qt.Key.Key_Return)


def answer_what_is_left(person: Person) -> None:
    """Go from open question to open question and answer each No, as long as there is one."""
    for _ in range(30):
        assert person.frame.state.summary is not None
        if not person.frame.state.summary.open_questions:
            return
        person.press(Qt.Key.Key_G, CTRL)
        person.press(Qt.Key.Key_N)


def save_documents(person: Person, folder: Path) -> None:
    """The plan alone, then everything into a folder of its own."""
    person.click("handout_treatment_plan")
    person.wait(person.find(QWidget, "handouts_save").isEnabled)
    person.press(Qt.Key.Key_S, CTRL | SHIFT)
    person.answer_file_dialog(folder / "plan.pdf")
    person.wait((folder / "plan.pdf").exists)
    everything = folder / "all"
    everything.mkdir()
    person.click_on(only(person.frame.findChildren(Footer)).action("save_all"))
    person.answer_file_dialog(everything)
