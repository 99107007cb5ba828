"""Finishing, correcting, deleting and settling with another room, in the whole frame on real encrypted records."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from consult_app.app import App
from consult_app.clinical.consultation import Practitioner
from consult_app.demo import demo_app
from consult_app.records.derivation import LEAST_COST
from consult_app.records.mark import MissingChanges
from consult_app.records.opening import create_practice
from consult_app.records.values import Progress, StoredConsultation
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.consultation.as_signed import read_consultation
from consult_app.ui.consultation.conflict_dialog import ConflictDialog, DifferencesDialog
from consult_app.ui.consultation.finish_dialog import FinishDialog
from consult_app.ui.consultation.frame import ConsultationFrame
from consult_app.ui.office.missing_changes import missing_panel
from consult_app.ui.pages.handouts import HandoutsPage
from consult_app.ui.widgets.ask_dialog import ReasonDialog
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.notices import ChoiceNotice, NoticeLine

PATIENCE_MS = 60_000
PASSPHRASE = "correct horse battery"  # noqa: S105 (of records that live as long as a test)
DAY = dt.date(2026, 11, 20)
NINE, TEN = (dt.datetime(2026, 11, 20, hour, tzinfo=dt.UTC) for hour in (9, 10))
W = TypeVar("W", bound=QWidget)


class Room:
    """A window on one practice, with what was asked of the desk around it."""

    def __init__(self, app: App, qtbot: QtBot) -> None:
        self.app, self.bot, self.background = app, qtbot, Background()
        self.frame = self.open(1)

    def open(self, number: int) -> ConsultationFrame:
        self.asked: list[int] = []
        self.gone: list[bool] = []
        opened = read_consultation(self.app.records, number)
        self.frame = ConsultationFrame(self.app, opened.stored, self.background, opened.signed)
        self.frame.other_wanted.connect(self.asked.append)
        self.frame.left.connect(lambda: self.gone.append(True))
        self.bot.addWidget(self.frame)
        self.frame.resize(1280, 800)
        self.frame.show()
        return self.frame

    def wait(self, met: Callable[[], bool]) -> None:
        self.bot.waitUntil(met, timeout=PATIENCE_MS)

    def find(self, kind: type[W], name: str) -> W:
        def seen() -> list[W]:
            return [one for one in self.frame.findChildren(kind, name) if one.isVisible()]

        self.wait(lambda: len(seen()) == 1)
        return seen()[0]

    def press(self, name: str) -> None:
        self.bot.mouseClick(self.find(Button, name), Qt.MouseButton.LeftButton)

    def give_reason(self, reason: str) -> None:
        dialog = self.find(ReasonDialog, "reason_dialog")
        dialog.reason.edit.setPlainText(reason)
        self.bot.mouseClick(dialog.way_on, Qt.MouseButton.LeftButton)

    def handouts(self) -> HandoutsPage:
        self.frame.open_step("handouts")
        page = self.frame.page
        assert isinstance(page, HandoutsPage)
        return page

    def finish(self) -> FinishDialog:
        self.handouts().run_action("finish")
        return self.find(FinishDialog, "finish_dialog")

    def close(self) -> None:
        self.frame.close()
        self.wait(lambda: not self.background.busy)
        self.background.finish()
        self.app.records.close()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> App:
    """The demonstration, for its catalogue and its people."""
    return demo_app(Settings(tmp_path_factory.mktemp("demo")), DAY)


@pytest.fixture
def room(example: App, tmp_path: Path, qtbot: QtBot) -> Iterator[Room]:
    """A practice on disk with the draft of one made-up client."""
    records = create_practice(tmp_path / "practice", Practitioner(name="Dana Okafor"), PASSPHRASE, LEAST_COST)
    start_from(example.records.load(1), records.start_consultation)
    app = App(Settings(tmp_path / "practice"), example.catalogue, records, example.now)
    made = Room(app, qtbot)
    yield made
    made.close()


def start_from(stored: StoredConsultation, start: Callable[..., StoredConsultation]) -> None:
    client = stored.consultation.client.model_copy(update={"id": None})
    value = stored.consultation.model_copy(update={"client": client, "as_of": DAY})
    start(None, value, Progress("handouts", protocol_digest=stored.header.progress.protocol_digest))


def said(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_finishing_asks_for_the_passphrase_and_keeps_everything_until_it_is_right(room: Room) -> None:
    dialog = room.finish()
    assert "Still open" in said(dialog)
    assert "Treatment plan" in said(dialog)
    assert "To come back: Fri 12 Mar 2027." in said(dialog)
    room.bot.mouseClick(dialog.way_on, Qt.MouseButton.LeftButton)
    assert "Type your passphrase." in said(dialog)
    room.bot.keyClicks(dialog.passphrase.edit, "wrong horse battery staple")
    room.bot.mouseClick(dialog.way_on, Qt.MouseButton.LeftButton)
    room.wait(lambda: "did not match" in said(dialog))
    assert dialog.isVisible()
    assert room.app.records.load(1).header.status == "draft"
    room.bot.keyClicks(dialog.passphrase.edit, PASSPHRASE)
    room.bot.keyClick(dialog.passphrase.edit, Qt.Key.Key_Return)
    room.wait(lambda: room.asked == [1])
    signed = room.app.records.signing.signed(1)
    assert signed.header.status == "finished"
    assert "treatment_plan" in {paper.name for paper in signed.documents}
    assert room.app.records.trail.verify().ok


def test_a_finished_consultation_shows_its_papers_from_their_stored_bytes(room: Room) -> None:
    sign(room)
    room.open(1)
    assert not room.frame.state.is_frozen
    page = room.handouts()
    room.wait(lambda: any("@" in name for name in page.list.rows))
    kept = {row.handout.title: row.handout for row in page.list.rows.values() if "@" in row.handout.id}
    assert kept["Treatment plan"].words == "Signed"
    room.bot.mouseClick(page.list.rows[kept["Treatment plan"].id], Qt.MouseButton.LeftButton)
    stored = next(paper for paper in room.app.records.documents(1) if paper.name == "treatment_plan")
    assert page._data == room.app.records.document_content(stored.id)
    page.issued.emit("treatment_plan", page._data, "print")
    room.wait(lambda: not room.background.busy)
    assert len(room.app.records.documents(1)) == sum("@" in name for name in page.list.rows)
    kinds = [event.kind for event in room.app.records.events("consultation 1")]
    assert kinds[-2:] == ["document_made_again", "printed"]


def sign(room: Room) -> None:
    dialog = room.finish()
    room.bot.keyClicks(dialog.passphrase.edit, PASSPHRASE)
    room.bot.mouseClick(dialog.way_on, Qt.MouseButton.LeftButton)
    room.wait(lambda: room.asked == [1])
    room.frame.close()


def test_a_correction_asks_why_names_the_old_and_shows_what_differs(room: Room) -> None:
    sign(room)
    room.open(1)
    room.press("correct")
    room.give_reason("")
    assert "Say in a few words why." in said(room.find(ReasonDialog, "reason_dialog"))
    room.give_reason("The grade was 2")
    room.wait(lambda: room.asked == [2])
    room.frame.close()
    room.open(2)
    assert "The grade was 2" in said(room.find(ChoiceNotice, "revises_line"))
    room.frame.state.update(reason_for_visit="Corrected")
    room.press("compare_earlier")
    dialog = room.find(DifferencesDialog, "differences_dialog")
    assert "Corrected" in said(dialog)
    dialog.reject()
    room.press("read_earlier")
    room.wait(lambda: room.asked == [1])
    assert room.app.records.load(2).consultation.reason_for_visit == "Corrected"
    room.frame.close()
    room.open(1)
    assert "Corrected since." in room.find(NoticeLine, "finished_line").accessibleName()
    room.press("correct")
    assert room.asked == [2]


def test_a_draft_is_deleted_with_a_reason(room: Room) -> None:
    room.press("delete_draft")
    room.give_reason("Entered twice")
    room.wait(lambda: room.gone == [True])
    assert room.app.records.drafts() == ()
    assert room.app.records.events("consultation 1")[-1].note == "Entered twice"


def test_a_draft_whose_paper_was_handed_out_stays_and_says_why(room: Room) -> None:
    said_here: list[str] = []
    room.app.records.record_document(1, "aftercare", b"%PDF", dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    room.frame._care.said.connect(said_here.append)
    room.press("delete_draft")
    room.give_reason("Entered twice")
    room.wait(lambda: bool(said_here))
    assert said_here == ["A paper of this draft was handed out. It stays; finish it instead."]
    assert [header.id for header in room.app.records.drafts()] == [1]


def saved_elsewhere(room: Room, reason: str) -> None:
    """Another room saves the same draft."""
    stored = room.app.records.load(1)
    value = stored.consultation.model_copy(update={"reason_for_visit": reason})
    room.app.records.save(1, value, stored.revision, stored.header.progress)


@pytest.mark.parametrize(("choice", "kept"), [("keep_mine", "Mine"), ("take_theirs", "Theirs")])
def test_a_stale_save_shows_both_versions_and_loses_neither(room: Room, choice: str, kept: str) -> None:
    room.wait(lambda: room.frame.saving.is_clean)
    saved_elsewhere(room, "Theirs")
    room.frame.state.update(reason_for_visit="Mine")
    dialog = room.find(ConflictDialog, "conflict_dialog")
    assert "Mine" in said(dialog)
    assert "Theirs" in said(dialog)
    assert room.app.records.load(1).consultation.reason_for_visit == "Theirs"
    room.press(choice)
    room.wait(lambda: room.frame.saving.is_clean and not room.frame.saving.failed)
    assert room.app.records.load(1).consultation.reason_for_visit == kept
    assert room.frame.state.consultation.reason_for_visit == kept
    if kept == "Theirs":
        room.frame.state.undo()
        assert room.frame.state.consultation.reason_for_visit == "Mine"


def test_a_stale_save_of_the_same_goes_through_without_a_word(room: Room) -> None:
    room.wait(lambda: room.frame.saving.is_clean)
    saved_elsewhere(room, "The same")
    room.frame.state.update(reason_for_visit="The same")
    room.wait(lambda: room.frame.saving.is_clean and not room.frame.saving.failed)
    assert room.frame.findChildren(ConflictDialog) == []


def test_deciding_later_saves_nothing_and_asks_again(room: Room) -> None:
    room.wait(lambda: room.frame.saving.is_clean)
    saved_elsewhere(room, "Theirs")
    room.frame.state.update(reason_for_visit="Mine")
    room.find(ConflictDialog, "conflict_dialog").reject()
    assert not room.frame.saving.is_clean
    room.wait(lambda: room.frame.findChildren(ConflictDialog) == [])
    room.frame.saving.save()
    room.find(ConflictDialog, "conflict_dialog")
    room.press("keep_mine")
    room.wait(lambda: room.frame.saving.is_clean)
    assert room.app.records.load(1).consultation.reason_for_visit == "Mine"


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        (
            MissingChanges(
                dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC), dt.datetime(2026, 11, 20, 10, tzinfo=dt.UTC), 3
            ),
            "What was saved after 20 Nov 2026, 09:00, up to 20 Nov 2026, 10:00, is not in these records",
        ),
        (MissingChanges(None, TEN, 3), "What was saved from the beginning"),
        (MissingChanges(None, TEN), "last changed on 20 Nov 2026, 10:00"),
        (MissingChanges(None, None), "It cannot be told"),
    ],
)
def test_missing_changes_are_said_calmly_and_closed_by_reading(
    missing: MissingChanges, words: str, qtbot: QtBot
) -> None:
    panel = missing_panel(missing, dt.UTC)
    qtbot.addWidget(panel)
    panel.show()
    assert words in said(panel)
    (button,) = panel.findChildren(Button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not panel.isVisible()
