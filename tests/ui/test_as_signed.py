"""A finished consultation is shown as it was signed, whatever today's rules would make of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from consult_app.app import App, signing_key
from consult_app.clinical.assessment import assess
from consult_app.clinical.consultation import Practitioner
from consult_app.clinical.summary import summarise
from consult_app.clinical.verdict_record import verdict_record
from consult_app.demo import demo_app
from consult_app.records.derivation import LEAST_COST
from consult_app.records.opening import create_practice
from consult_app.records.signing import freeze
from consult_app.records.values import Progress
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.consultation.as_signed import read_consultation
from consult_app.ui.consultation.frame import ConsultationFrame
from consult_app.ui.consultation.signed_view import shown_verdict

DAY = date(2026, 11, 20)
PASSPHRASE = "correct horse battery"  # noqa: S105 (of records that live as long as a test)
SIGNED_WORDS = "Defer until 12 Mar 2027"
GONE = ("isotretinoin_recent", "surgery_in_area")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> App:
    """The demonstration, for its catalogue and its people."""
    return demo_app(Settings(tmp_path_factory.mktemp("demo")), DAY)


@pytest.fixture
def app(example: App, tmp_path: Path) -> Iterator[App]:
    """A practice on disk with the draft of one made-up client."""
    records = create_practice(tmp_path / "practice", Practitioner(name="Dana Okafor"), PASSPHRASE, LEAST_COST)
    value = example.records.load(1).consultation
    value = value.model_copy(update={"client": value.client.model_copy(update={"id": None}), "as_of": DAY})
    records.start_consultation(None, value, Progress("handouts"))
    yield App(Settings(tmp_path / "practice"), example.catalogue, records, example.now)
    records.close()


def key_of(app: App) -> Ed25519PrivateKey:
    return signing_key(app, PASSPHRASE)


def sign(app: App, summary_text: str | None = None) -> None:
    stored = app.records.load(1)
    judged = assess(stored.consultation, app.catalogue)
    summary = summarise(stored.consultation, app.catalogue, judged)
    assert summary.headline.words == SIGNED_WORDS
    content = freeze(summary, verdict_record(stored.consultation, app.catalogue, judged))
    if summary_text is not None:
        content = replace(content, summary=summary_text)
    app.records.signing.sign_consultation(1, stored.revision, content, (), key_of(app))


def under_other_rules(app: App) -> App:
    """The same practice after rules that mattered were taken out of the protocol."""
    kept = tuple(rule for rule in app.catalogue.contraindications if rule.id not in GONE)
    return replace(app, catalogue=replace(app.catalogue, contraindications=kept, digest="0" * 64))


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[[App], ConsultationFrame]]:
    background, shown = Background(), list[ConsultationFrame]()

    def begin(app: App) -> ConsultationFrame:
        opened = read_consultation(app.records, 1)
        frame = ConsultationFrame(app, opened.stored, background, opened.signed)
        frame.resize(1280, 800)
        frame.show()
        shown.append(frame)
        return frame

    yield begin
    qtbot.waitUntil(lambda: not background.busy, timeout=60_000)
    for frame in shown:
        frame.close()
        frame.deleteLater()
    background.finish()


def said(widget: QWidget) -> str:
    words = " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())
    return words.replace("\N{NO-BREAK SPACE}", " ")


def test_under_the_same_rules_nothing_is_said_and_ways_are_still_searched_for(
    app: App, show: Callable[[App], ConsultationFrame]
) -> None:
    sign(app)
    frame = show(app)
    assert not frame.state.is_frozen
    assert frame.state.summary is not None
    assert frame.state.summary.outlook.can_search
    assert "as they were signed" not in said(frame)


def test_under_other_rules_every_page_shows_what_was_signed(app: App, show: Callable[[App], ConsultationFrame]) -> None:
    sign(app)
    now = under_other_rules(app)
    live = summarise(app.records.load(1).consultation, now.catalogue)
    assert live.headline.words != SIGNED_WORDS
    frame = show(now)
    assert frame.state.is_frozen
    assert "shown as they were signed" in said(frame)
    assert shown_verdict(frame.state).words.replace("\N{NO-BREAK SPACE}", " ") == SIGNED_WORDS
    frame.open_step("plan")
    assert frame.state.summary is not None
    assert frame.state.summary.plan != live.plan
    frame.open_step("safety")
    words = said(frame.page)
    assert SIGNED_WORDS in words
    assert live.headline.words not in words
    frame.open_step("history")
    assert shown_verdict(frame.state).reasons[0].what_to_do.replace("\N{NO-BREAK SPACE}", " ") == SIGNED_WORDS


def test_an_answer_whose_question_has_gone_is_not_hidden(app: App, show: Callable[[App], ConsultationFrame]) -> None:
    sign(app)
    assert "no longer asked" not in said(show(app))
    words = said(show(under_other_rules(app)))
    assert "Answered then, no longer asked" in words
    assert "Isotretinoin recent: Yes, last dose 12 Sep 2026" in words


def test_nothing_is_worked_out_anew_beside_what_was_signed(app: App, show: Callable[[App], ConsultationFrame]) -> None:
    sign(app)
    frame = show(under_other_rules(app))
    frame.open_step("safety")
    told = [one.text() for one in frame.page.findChildren(QLabel)]
    assert "What would change it was not kept with the signature." in told


def test_a_summary_of_another_form_leaves_the_signed_verdict_and_the_papers(
    app: App, show: Callable[[App], ConsultationFrame]
) -> None:
    sign(app, '{"form": "another"}')
    frame = show(app)
    assert "Its verdict is shown as it was signed." in said(frame)
    view = shown_verdict(frame.state)
    assert (view.outcome, view.words.replace("\N{NO-BREAK SPACE}", " ")) == ("defer", SIGNED_WORDS)
    assert {area.area for area in view.areas} >= {"Right shoulder"}
    for step in ("safety", "plan"):
        frame.open_step(step)
        assert "Signed with another form" in said(frame.page)
        assert "Can treat" not in said(frame)
    frame.open_step("areas")
    assert "Rules could not run" not in said(frame)


def test_what_was_altered_since_is_told_and_shows_no_verdict(
    app: App, show: Callable[[App], ConsultationFrame]
) -> None:
    sign(app)
    with app.records.transactions.engine.begin() as connection:
        connection.execute(text("UPDATE signature SET content = replace(content, '12 Mar 2027', '12 Dec 2026')"))
    frame = show(app)
    assert "is not as it was signed" in said(frame)
    view = shown_verdict(frame.state)
    assert (view.outcome, view.words) == ("incomplete", "No verdict")
    frame.open_step("safety")
    assert "What was signed cannot be shown" in said(frame.page)


def test_the_finished_people_of_the_demonstration_are_as_they_were_signed(example: App) -> None:
    finished = [read_consultation(example.records, number) for number in range(1, 11)]
    signed = [each for each in finished if each.signed]
    assert signed
    for each in signed:
        assert each.signed is not None
        assert each.signed.summary == summarise(each.stored.consultation, example.catalogue)
