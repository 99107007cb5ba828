"""Consent and handouts: real pages, real dialogs, real files; and nothing goes out that may not."""

import stat
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import AreaRequest, Booking, Consultation
from consult_app.documents import make
from consult_app.documents.layout import SAMPLE_MARK
from consult_app.documents.options import DocumentOptions
from consult_app.errors import ConsultError
from consult_app.knowledge.case_files import case_or_error
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.resources import resource_path
from consult_app.ui.background import Background
from consult_app.ui.pages.handouts import HandoutsPage
from consult_app.ui.pages.handouts_files import save_file, save_folder
from consult_app.ui.pages.handouts_list import Hold
from consult_app.ui.pages.handouts_making import Wish
from consult_app.ui.printing import PrintDialog
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.button import Button

PATIENCE_MS = 60_000
NOW = datetime(2026, 11, 20, 11, 42, tzinfo=UTC)
Open = Callable[[str], HandoutsPage]


def example(name: str) -> str:
    return resource_path("examples", f"{name}.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_or_error(example("clinic"))


@pytest.fixture
def background() -> Iterator[Background]:
    runner = Background()
    yield runner
    runner.finish()


@pytest.fixture
def open_page(catalogue: Catalogue, background: Background, qtbot: QtBot) -> Iterator[Open]:
    """Open the page for one of the example cases; it is closed before its background is."""
    pages: list[HandoutsPage] = []

    def opened(name: str) -> HandoutsPage:
        state = ConsultationState(case_or_error(example(name), catalogue), catalogue)
        page = HandoutsPage(state, background, now=lambda: NOW)
        state.setParent(page)
        qtbot.addWidget(page)
        page.resize(1064, 616)
        with qtbot.waitExposed(page):
            page.show()
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.close()


def wait_for_pages(page: HandoutsPage, qtbot: QtBot) -> bytes:
    qtbot.waitUntil(lambda: bool(page._data), timeout=PATIENCE_MS)
    return page._data


def digest(data: bytes) -> str:
    """Long bytes are compared by their digest: a difference is then told at once."""
    return sha256(data).hexdigest()


def words(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


def choose(page: HandoutsPage, name: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.list.rows[name], Qt.MouseButton.LeftButton)


def answer_dialog(kind: type[QWidget], path: Path, qtbot: QtBot) -> None:
    """Type a path into the open file dialog and accept it."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(path))
    qtbot.keyClick(name, Qt.Key.Key_Return)


def print_button(dialog: QWidget) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.text() == "&Print")


def test_the_list_names_every_document_and_its_state(open_page: Open) -> None:
    page = open_page("back_scars_waiting")
    spoken = {name: row.accessibleDescription() for name, row in page.list.rows.items()}
    assert "Needs a name" in spoken["clearance_letter"]
    assert "Ready" in spoken["clearance_letter_2"]
    assert "Ready" in spoken["treatment_plan"]
    assert "Locked" in spoken["consent"]
    assert next(iter(page.list.rows)) == "clearance_letter"


def test_the_preview_is_the_real_document(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("back_scars_ready")
    data = wait_for_pages(page, qtbot)
    assert page.state.summary is not None
    assert digest(data) == digest(make(page.state.summary, page._chosen, DocumentOptions(issued="2026-11-20T11:42")))
    assert page.view.preview.page_count == len(PdfReader(BytesIO(data)).pages)
    assert "20 Nov 2026, 11:42" in words(data)


def test_arrow_keys_go_through_the_documents(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("back_scars_waiting")
    first, second, *_ = page.list.rows.values()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert page._chosen == second.handout.id
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Up)
    assert page._chosen == first.handout.id


def test_a_change_makes_the_document_anew(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("back_scars_ready")
    choose(page, "treatment_plan", qtbot)
    wait_for_pages(page, qtbot)
    client = page.state.consultation.client
    page.state.update(client=client.model_copy(update={"name": "Wanda Nowak"}))
    assert not page.options.print_button.isEnabled()
    assert "Wanda Nowak" in words(wait_for_pages(page, qtbot))


def test_what_was_overtaken_is_never_shown(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("back_scars_ready")
    client = page.state.consultation.client
    for name in ("Ada First", "Bea Second", "Cleo Third"):
        page.state.update(client=client.model_copy(update={"name": name}))
        page._maker.hurry()
    said = words(wait_for_pages(page, qtbot))
    qtbot.waitUntil(lambda: not page._maker._background.busy, timeout=PATIENCE_MS)
    assert "Cleo Third" in said
    assert "Cleo Third" in words(page._data)


def test_going_back_to_a_document_keeps_its_time_of_issue(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("back_scars_ready")
    choose(page, "treatment_plan", qtbot)
    plan = wait_for_pages(page, qtbot)
    choose(page, "aftercare", qtbot)
    assert digest(wait_for_pages(page, qtbot)) != digest(plan)
    page._now = lambda: datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    choose(page, "treatment_plan", qtbot)
    assert digest(page._data) == digest(plan)


def test_large_print_and_paper_are_laid_out_anew(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("back_scars_ready")
    choose(page, "aftercare", qtbot)
    standard = wait_for_pages(page, qtbot)
    page.options.paper_choice.setFocus()
    qtbot.keyClick(page.options.paper_choice, Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    letter = wait_for_pages(page, qtbot)
    assert [round(float(side)) for side in PdfReader(BytesIO(letter)).pages[0].mediabox[2:]] == [612, 792]
    page.options.size_choice.setFocus()
    qtbot.keyClick(page.options.size_choice, Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    large = wait_for_pages(page, qtbot)
    assert len(PdfReader(BytesIO(large)).pages) > len(PdfReader(BytesIO(standard)).pages)


def test_save_writes_a_private_file_and_tells_what_went_out(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page("back_scars_ready")
    choose(page, "treatment_plan", qtbot)
    data = wait_for_pages(page, qtbot)
    path = tmp_path / "plan.pdf"
    with qtbot.waitSignal(page.issued, timeout=5_000) as told:
        qtbot.mouseClick(page.options.save_button, Qt.MouseButton.LeftButton)
        answer_dialog(QFileDialog, path, qtbot)
    assert told.args is not None
    assert (told.args[0], digest(told.args[1]), told.args[2]) == ("treatment_plan", digest(data), "save")
    assert digest(path.read_bytes()) == digest(data)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "Zoë Łukasz" in words(path.read_bytes())


def test_the_name_offered_holds_nothing_about_the_client(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("back_scars_ready")
    choose(page, "aftercare", qtbot)
    wait_for_pages(page, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["aftercare.pdf"]
    dialog.reject()


def test_print_sends_the_pages_in_sight(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page("back_scars_ready")
    choose(page, "treatment_plan", qtbot)
    data = wait_for_pages(page, qtbot)
    out = tmp_path / "printed.pdf"
    with qtbot.waitSignal(page.issued, timeout=PATIENCE_MS) as told:
        qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PrintDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PrintDialog)
        place, go = dialog.findChild(QLineEdit, "filename"), print_button(dialog)
        assert place is not None
        place.setText(str(out))
        qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert told.args is not None
    assert (told.args[0], digest(told.args[1]), told.args[2]) == ("treatment_plan", digest(data), "print")
    assert len(PdfReader(out).pages) == len(PdfReader(BytesIO(data)).pages)


def test_print_all_sends_every_document_that_may_go_out_as_one_job(
    open_page: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page, told, out = open_page("back_scars_waiting"), dict[str, tuple[bytes, str]](), tmp_path / "printed.pdf"
    wait_for_pages(page, qtbot)
    page.issued.connect(lambda name, data, act: told.update({name: (data, act)}))
    page.run_action("print_all")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PrintDialog), timeout=PATIENCE_MS)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PrintDialog)
    place = dialog.findChild(QLineEdit, "filename")
    assert place is not None
    place.setText(str(out))
    qtbot.mouseClick(print_button(dialog), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(told) == 6, timeout=PATIENCE_MS)
    assert "consent" not in told
    assert {act for _data, act in told.values()} == {"print"}
    assert len(PdfReader(out).pages) == sum(len(PdfReader(BytesIO(data)).pages) for data, _act in told.values())


def test_consent_is_locked_until_the_day(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("back_scars_ready")
    choose(page, "consent", qtbot)
    assert "1 Dec 2026" in page.options._why.text()
    wait_for_pages(page, qtbot)
    assert not page.options.print_button.isEnabled()
    assert not page.options.save_button.isEnabled()
    assert "Draft" in words(page._data)
    session = Booking(date=page.state.consultation.as_of, time="14:30")
    page.state.update(session=session)
    data = wait_for_pages(page, qtbot)
    assert page.options.print_button.isEnabled()
    assert "Draft" not in words(data)


def test_consent_names_the_area_that_may_not_go_ahead(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("back_scars_waiting")
    choose(page, "consent", qtbot)
    assert "Right shoulder" in page.options._why.text()


def test_papers_held_back_are_locked_with_the_reason(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("back_scars_ready")
    choose(page, "treatment_plan", qtbot)
    wait_for_pages(page, qtbot)
    page.hold_back(Hold("Choose the day first."))
    assert page.options._why.text() == "Choose the day first."
    assert "Draft" in words(wait_for_pages(page, qtbot))
    assert not page.options.print_button.isEnabled()
    assert not page.footer_actions()[0].enabled
    page.hold_back(Hold("Check again.", only_consent=True))
    wait_for_pages(page, qtbot)
    assert page.options.print_button.isEnabled()
    assert "Check again." in page.list.rows["consent"].accessibleDescription()


def test_papers_of_made_up_people_say_so(catalogue: Catalogue, background: Background, qtbot: QtBot) -> None:
    state = ConsultationState(case_or_error(example("back_scars_ready"), catalogue), catalogue)
    page = HandoutsPage(state, background, now=lambda: NOW, sample=True)
    qtbot.addWidget(page)
    page.show()
    choose(page, "treatment_plan", qtbot)
    data = wait_for_pages(page, qtbot)
    assert words(data).count(SAMPLE_MARK) == len(PdfReader(BytesIO(data)).pages)
    page.close()


def test_characters_that_cannot_be_printed_are_named_over_the_pages(
    open_page: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page("back_scars_ready")
    choose(page, "treatment_plan", qtbot)
    wait_for_pages(page, qtbot)
    assert page.view.message == ""
    client = page.state.consultation.client
    page.state.update(client=client.model_copy(update={"name": "Ada 王"}))
    wait_for_pages(page, qtbot)
    assert "王 (U+738B). In: client’s name." in page.view.message
    assert page.options.print_button.isEnabled()
    page.view.show_unprinted("")
    page.run_action("save_all")
    answer_dialog(QFileDialog, tmp_path, qtbot)
    qtbot.waitUntil(lambda: "王 (U+738B)" in page.view.message, timeout=PATIENCE_MS)
    page.state.update(client=client)
    wait_for_pages(page, qtbot)
    assert page.view.message == ""


def test_save_all_writes_every_document_that_may_go_out(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page("back_scars_waiting")
    wait_for_pages(page, qtbot)
    told: list[str] = []
    page.issued.connect(lambda name, *_rest: told.append(name))
    page.run_action("save_all")
    answer_dialog(QFileDialog, tmp_path, qtbot)
    qtbot.waitUntil(lambda: len(told) == 6, timeout=PATIENCE_MS)
    files = {path.name for path in tmp_path.iterdir()}
    assert files == {f"{name}.pdf" for name in told}
    assert "consent.pdf" not in files
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_save_all_never_replaces_papers_that_lie_there(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    other = tmp_path / "treatment_plan.pdf"
    other.write_bytes(b"another client's plan")
    page = open_page("back_scars_ready")
    page.run_action("save_all")
    answer_dialog(QFileDialog, tmp_path, qtbot)
    qtbot.waitUntil(lambda: "already holds treatment_plan.pdf" in page.view.message, timeout=PATIENCE_MS)
    assert other.read_bytes() == b"another client's plan"
    assert [path.name for path in tmp_path.iterdir()] == ["treatment_plan.pdf"]


def test_a_place_that_takes_no_file_is_told_and_the_page_stays(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page("back_scars_ready")
    data = wait_for_pages(page, qtbot)
    handout = page._handout
    assert handout is not None
    page._issuing._try("save", lambda: save_file(tmp_path / "gone" / "plan.pdf", data), handout, data)
    assert "Nothing was lost" in page.view.message
    assert digest(page._data) == digest(data)
    assert page.view.preview.page_count


def test_a_full_folder_of_papers_is_left_as_it_is(tmp_path: Path) -> None:
    taken = tmp_path / "plan.pdf"
    taken.write_bytes(b"old")
    with pytest.raises(ConsultError, match="already holds"):
        save_folder(tmp_path, {"plan.pdf": b"new", "aftercare.pdf": b"new"})
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_what_is_open_is_listed_and_leads_there(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("back_scars_waiting")
    line = next(line for line in page.open.lines if "Blood-thinning" in line.text())
    with qtbot.waitSignal(page.jump) as jumped:
        qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert jumped.args is not None
    assert str(jumped.args[0]).startswith("anticoagulant")


def test_without_rules_every_document_is_locked(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("back_scars_ready")
    wait_for_pages(page, qtbot)
    page.state.update(areas=(AreaRequest(id="no_such_area"),))
    assert "Rules could not run" in page.view.message
    assert not page.options.print_button.isEnabled()
    assert not page.list.rows
    assert not page.footer_actions()[0].enabled


def test_without_areas_there_is_nothing_to_print(catalogue: Catalogue, background: Background, qtbot: QtBot) -> None:
    state = ConsultationState(Consultation(format=1, as_of=date(2026, 11, 20)), catalogue)
    page = HandoutsPage(state, background)
    qtbot.addWidget(page)
    page.show()
    assert "Choose areas first" in page.view.message


def test_a_document_that_cannot_be_made_says_so(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("back_scars_ready")
    wait_for_pages(page, qtbot)
    assert page.state.summary is not None
    page._maker.ask(Wish("no_such_paper", page.state.summary, DocumentOptions()))
    page._maker.hurry()
    qtbot.waitUntil(lambda: "could not be made" in page.view.message, timeout=PATIENCE_MS)
    assert not page.options.print_button.isEnabled()


def test_the_smallest_window_folds_the_options_over_the_preview(open_page: Open) -> None:
    page = open_page("back_scars_ready")
    page.set_narrow(True)
    page.resize(960, 540)
    QApplication.processEvents()
    assert page.options.geometry().bottom() <= page.view.geometry().top()
    page.set_narrow(False)
    page.resize(1064, 616)
    QApplication.processEvents()
    assert page.options.geometry().left() >= page.view.geometry().right()


def filled(page: HandoutsPage) -> list[str]:
    """The buttons that stand out: those of the page in sight, and those it has in the footer."""
    shown = (button for button in page.findChildren(Button) if button.isVisible() and not button.isHidden())
    own = [button.text() for button in shown if button.property("look") == "primary"]
    return own + [action.text for action in page.footer_actions() if action.primary]


def test_one_button_leads_finish_only_once_nothing_is_open(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("back_scars_waiting")
    wait_for_pages(page, qtbot)
    assert not page.open.isHidden()
    assert filled(page) == ["Print"]
    page = open_page("back_scars_ready")
    page.state.update(booking=Booking(date=date(2026, 12, 4), time="10:30"))
    wait_for_pages(page, qtbot)
    assert page.open.isHidden()
    assert filled(page) == ["Finish"]
