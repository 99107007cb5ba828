"""One whole consultation by names and roles alone, over the accessibility bus, as a screen reader goes through it."""

import datetime as dt
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from consult_app.clinical.dates import short_date
from tests.journeys.screen_reader import ScreenReader
from tests.journeys.spoken_desktop import program, spoken_desktop, what_is_missing
from tests.journeys.steps import WORDS, made_before

NAME = "Iwan Novak"
SHEETS = {"aftercare.pdf", "before_care.pdf", "treatment_plan.pdf"}
PLAIN_SPACE = str.maketrans("\u00a0", " ")


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[ScreenReader]:
    """Somebody who hears the window of a practice and sees nothing of it."""
    if missing := what_is_missing():
        pytest.skip(f"wants the accessibility bus: install {', '.join(missing)}")
    made_before(tmp_path / "practice")
    with (
        tempfile.TemporaryDirectory() as short,
        spoken_desktop(Path(short)) as environment,
        program(environment, "--home", str(tmp_path / "practice")),
    ):
        reader = ScreenReader(environment["DBUS_SESSION_BUS_ADDRESS"])
        yield reader
        reader.close()


def hear(reader: ScreenReader, beginning: str) -> None:
    """Wait for an announcement that begins so."""
    reader.wait(
        lambda: any(said.translate(PLAIN_SPACE).startswith(beginning) for said in reader.heard()),
        lambda: f"{beginning!r} in {reader.heard()}",
    )


def begin(reader: ScreenReader) -> None:
    reader.find("combo box", "Jo Brennan")
    reader.write("text", "Passphrase", WORDS)
    reader.press("push button", "Unlock")
    reader.press("push button", "New consultation")


def fill_in_client(reader: ScreenReader) -> None:
    reader.write("text", "Name", NAME)
    reader.write("text", "Birth date", "11 Feb 1994")
    reader.press("check box", "Male. Sex at birth")
    reader.write("text", "Height", "174")
    reader.write("text", "Weight", "70")
    told(reader, "push button", "Client", "Step 1, current. Done")


def told(reader: ScreenReader, role: str, name: str, words: str) -> None:
    """Wait until something is described so."""
    reader.wait(
        lambda: any(words in one.description.translate(PLAIN_SPACE) for one in reader.find_all(role, name)),
        lambda: f"{words!r} in {[one.description for one in reader.find_all(role, name)]}",
    )


def choose_area(reader: ScreenReader) -> None:
    """By the check box that the body map gives a region, and the menu of concerns."""
    reader.press("push button", "Areas & goals")
    reader.press("check box", "Upper back, back")
    told(reader, "filler", "Body map, front and back", "Chosen: Upper back")
    assert reader.find("check box", "Upper back, back").has("checked")
    assert not reader.find("check box", "Nape, back").has("enabled")
    reader.press("button menu", "Add a concern, Upper back")
    reader.press("menu item", "Acne scars on the body")
    reader.press("check box", "Moderate. Acne scars on the body, Upper back")


def answer_history(reader: ScreenReader, burnt: dt.date) -> None:
    """No to everything, one by one, but sunburn a few days ago: the deferral is announced with its reason."""
    reader.press("push button", "Health history")
    reader.find("check box", "No. Vitamin-A capsules")
    for answer in reader.find_all("check box", "No. "):
        reader.act(answer)
    told(reader, "filler", "Progress", "28 of 28 answered")
    reader.press("check box", "Yes. Sun and tan in the last month")
    reader.press("check box", "Sunburn. ")
    hear(reader, "Overall: Defer until the sunburnt skin has fully settled. Reason: Sunburn not yet settled")
    reader.write("text", "Date. Sunburn", short_date(burnt))
    reader.press("check box", "Yes. Fully settled")
    until = short_date(burnt + dt.timedelta(days=14))
    hear(reader, f"Overall: Defer until {until}. Reason: Sunburn less than 14 days ago")
    reader.press("check box", "No. Diabetes")
    assert reader.find("check box", "No. Diabetes").has("checked")


def look_at_skin(reader: ScreenReader) -> None:
    reader.press("push button", "Skin assessment")
    reader.choose("Your view", "Type II")
    told(reader, "filler", "Fitzpatrick skin type", "Type II")
    assert reader.find("check box", "3, Moderate").has("checked")
    reader.press("check box", "Looked at the whole field: Upper back")
    told(reader, "push button", "Skin assessment", "Done")


def check_safety(reader: ScreenReader, burnt: dt.date) -> None:
    until = short_date(burnt + dt.timedelta(days=14))
    reader.press("push button", "Safety check")
    reader.find("check box", "No. Cannot give informed consent today")
    for answer in reader.find_all("check box", "No. "):
        reader.act(answer)
    reader.wait(lambda: not reader.find_all("push button", "Answer now"))
    told(reader, "filler", "Waits", until)
    told(reader, "filler", "Outcome by area", f"Upper back, today: Defer until {until}")


def plan(reader: ScreenReader, first: dt.date) -> None:
    """A depth by the slider's value, and the day of the first session."""
    reader.press("push button", "Session plan")
    slider = reader.find("slider", "Needle depth, Upper back")
    reader.set_value(slider, 24)
    told(reader, "slider", "Needle depth, Upper back", "1.20 mm. Advised 1.00 to 1.50 mm")
    assert reader.value(slider) == 24
    reader.write("text", "First session wanted", short_date(first))
    told(reader, "filler", "Course", short_date(first))


def save_sheets(reader: ScreenReader, folder: Path) -> None:
    reader.press("push button", "Consent & handouts")
    reader.find("panel", "Treatment plan")
    reader.press("push button", "Save all")
    reader.write("text", "Directory:", str(folder))
    reader.press("push button", "Choose")
    reader.wait(lambda: {path.name for path in folder.iterdir()} >= SHEETS, lambda: str(list(folder.iterdir())))


def test_one_consultation_by_names_and_roles_alone(reader: ScreenReader, tmp_path: Path) -> None:
    day, folder = dt.datetime.now(dt.UTC).date(), tmp_path / "sheets"
    folder.mkdir()
    burnt, first = day - dt.timedelta(days=5), day + dt.timedelta(days=14)
    begin(reader)
    fill_in_client(reader)
    choose_area(reader)
    answer_history(reader, burnt)
    look_at_skin(reader)
    check_safety(reader, burnt)
    plan(reader, first)
    save_sheets(reader, folder)
    reader.wait(lambda: all((folder / name).stat().st_size for name in SHEETS))
    said = " ".join(page.extract_text() for page in PdfReader(folder / "treatment_plan.pdf").pages)
    assert NAME in said
    assert short_date(first) in said.translate(PLAIN_SPACE)
