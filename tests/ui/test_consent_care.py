"""The consent on Consent & handouts: locked, signed beside its real page, recorded from paper, and taken back."""

import datetime as dt
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from consult_app.app import App
from consult_app.clinical.consent import scope_of
from consult_app.clinical.consultation import DeviceChoice
from consult_app.demo import demo_app
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.consultation.as_signed import read_consultation
from consult_app.ui.consultation.consent_dialog import ConsentDialog
from consult_app.ui.consultation.consent_withdrawal import WithdrawalDialog
from consult_app.ui.consultation.frame import ConsultationFrame
from consult_app.ui.pages.handouts import HandoutsPage
from consult_app.ui.widgets.notices import ErrorPanel

LEFT, PATIENCE_MS = Qt.MouseButton.LeftButton, 60_000
DAY = dt.date(2026, 11, 20)
WAITS, READY = 1, 2
OWEN = "C-0002"
Open = Callable[[int], HandoutsPage]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    made = demo_app(Settings(tmp_path), DAY)
    yield made
    made.records.close()


@pytest.fixture
def open_page(app: App, qtbot: QtBot) -> Iterator[Open]:
    """The page of handouts of a consultation, with the consent in sight."""
    background = Background()
    frames: list[ConsultationFrame] = []

    def opened(number: int) -> HandoutsPage:
        read = read_consultation(app.records, number)
        frame = ConsultationFrame(app, read.stored, background, read.signed)
        qtbot.addWidget(frame)
        frame.resize(1280, 800)
        frame.show()
        frames.append(frame)
        frame.open_step("handouts")
        page = frame.pages["handouts"]
        assert isinstance(page, HandoutsPage)
        qtbot.waitUntil(lambda: page._standing is not None, timeout=PATIENCE_MS)
        qtbot.mouseClick(page.list.rows["consent"], LEFT)
        qtbot.waitUntil(lambda: bool(page._data), timeout=PATIENCE_MS)
        return page

    yield opened
    for frame in frames:
        frame.close()
    qtbot.waitUntil(lambda: not background.busy, timeout=PATIENCE_MS)
    background.finish()


def consent_state(page: HandoutsPage) -> tuple[str, str]:
    handout = page.list.rows["consent"].handout
    return handout.state, handout.words


def ask_to_sign(page: HandoutsPage, qtbot: QtBot) -> ConsentDialog:
    page.options.act_button.setFocus()
    qtbot.keyClick(page.options.act_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.findChildren(ConsentDialog)), timeout=PATIENCE_MS)
    dialog = page.findChildren(ConsentDialog)[-1]
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def draw(dialog: ConsentDialog) -> None:
    QTest.mousePress(dialog.pad, LEFT, pos=QPoint(40, 80))
    QTest.mouseMove(dialog.pad, QPoint(160, 40))
    QTest.mouseRelease(dialog.pad, LEFT, pos=QPoint(160, 40))


def sign(page: HandoutsPage, qtbot: QtBot) -> None:
    dialog = ask_to_sign(page, qtbot)
    draw(dialog)
    qtbot.mouseClick(dialog.way_on, LEFT)
    qtbot.waitUntil(lambda: consent_state(page)[0] == "signed", timeout=PATIENCE_MS)


def test_before_its_day_it_is_locked_with_the_reason_and_nothing_can_be_signed(open_page: Open) -> None:
    page = open_page(WAITS)
    assert consent_state(page) == ("locked", "Locked")
    assert "Not yet: Upper back" in page.list.rows["consent"].accessibleDescription()
    assert page.options.act_button.isHidden()
    assert not page.options.print_button.isEnabled()


def test_a_client_signs_beside_the_real_page_and_the_exact_paper_is_kept(
    open_page: Open, app: App, qtbot: QtBot
) -> None:
    page = open_page(READY)
    assert consent_state(page) == ("sign", "Sign")
    dialog = ask_to_sign(page, qtbot)
    assert dialog.preview.page_count == 2
    assert not dialog.way_on.isEnabled()
    draw(dialog)
    draw(dialog)
    qtbot.mouseClick(dialog.undo, LEFT)
    assert len(dialog.strokes) == 1
    qtbot.mouseClick(dialog.way_on, LEFT)
    qtbot.waitUntil(lambda: consent_state(page) == ("signed", "Signed"), timeout=PATIENCE_MS)
    (kept,) = app.records.consents.of_client(OWEN)
    paper = app.records.document_content(kept.document_id)
    assert sha256(paper).hexdigest() == kept.sha256 == sha256(page._data).hexdigest()
    assert (kept.consent.name, kept.consent.witness, kept.consent.date) == ("Owen Pryce", "Jo Brennan", DAY)
    assert page.state.summary is not None
    assert kept.consent.scope == scope_of(page.state.summary)
    assert page.options.act_button.isHidden()
    assert "consent" not in [name for name, _data in page.keeping()()]


def test_the_keyboard_alone_records_one_signed_on_paper(open_page: Open, app: App, qtbot: QtBot) -> None:
    page = open_page(READY)
    dialog = ask_to_sign(page, qtbot)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.pad)
    keys = Qt.Key
    for key in (keys.Key_Backtab, keys.Key_Right, keys.Key_Space, keys.Key_Tab, keys.Key_Tab, keys.Key_Return):
        here = QApplication.focusWidget()
        assert here is not None
        qtbot.keyClick(here, key)
    assert dialog.way == "paper"
    qtbot.waitUntil(lambda: consent_state(page)[0] == "signed", timeout=PATIENCE_MS)
    (kept,) = app.records.consents.of_client(OWEN)
    assert (kept.consent.way, kept.consent.strokes) == ("paper", ())


def test_cancelling_signs_nothing(open_page: Open, app: App, qtbot: QtBot) -> None:
    page = open_page(READY)
    dialog = ask_to_sign(page, qtbot)
    draw(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert app.records.consents.of_client(OWEN) == ()
    assert app.records.documents(READY) == ()


def test_what_cannot_be_kept_leaves_the_ink_and_says_so(open_page: Open, app: App, qtbot: QtBot) -> None:
    page = open_page(READY)
    dialog = ask_to_sign(page, qtbot)
    draw(dialog)
    stored = app.records.load(READY)
    changed = stored.consultation.model_copy(update={"reason_for_visit": "From another room"})
    app.records.save(READY, changed, stored.revision, stored.header.progress)
    qtbot.mouseClick(dialog.way_on, LEFT)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(ErrorPanel)), timeout=PATIENCE_MS)
    assert "changed in the meantime" in dialog.findChildren(ErrorPanel)[0].accessibleName()
    assert len(dialog.strokes) == 1
    assert app.records.consents.of_client(OWEN) == ()
    dialog.reject()


def test_another_device_asks_for_a_new_consent_in_words(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(READY)
    sign(page, qtbot)
    page.state.update(device=DeviceChoice(kind="stamp", max_depth_mm=1.5))
    qtbot.waitUntil(lambda: consent_state(page) == ("sign", "Sign"), timeout=PATIENCE_MS)
    assert "The device is another: needling stamp." in page.list.rows["consent"].accessibleDescription()


def test_it_is_withdrawn_with_what_the_client_said_and_can_be_signed_anew(
    open_page: Open, app: App, qtbot: QtBot
) -> None:
    page = open_page(READY)
    sign(page, qtbot)
    qtbot.mouseClick(page.options.withdraw_button, LEFT)
    (dialog,) = page.findChildren(WithdrawalDialog)
    qtbot.keyClicks(dialog.said.edit, "Wants to think about it")
    qtbot.mouseClick(dialog.way_on, LEFT)
    qtbot.waitUntil(lambda: consent_state(page) == ("sign", "Sign"), timeout=PATIENCE_MS)
    (kept,) = app.records.consents.of_client(OWEN)
    assert kept.withdrawn is not None
    assert (kept.withdrawn.date, kept.withdrawn.because) == (DAY, "Wants to think about it")
    assert "withdrew the consent on 20 Nov 2026" in page.list.rows["consent"].accessibleDescription()
    sign(page, qtbot)
    assert len(app.records.consents.of_client(OWEN)) == 2


def test_the_dialog_is_named_and_says_what_is_signed_before_whom(open_page: Open, qtbot: QtBot) -> None:
    dialog = ask_to_sign(open_page(READY), qtbot)
    said = " ".join(each.text() for each in dialog.findChildren(QLabel))
    assert "Owen Pryce" in said
    assert "20 November 2026. Before Jo Brennan." in said
    assert dialog.accessibleName() == "Sign the consent"
    assert dialog.pad.accessibleName() == "Signature of Owen Pryce"
    dialog.reject()
