"""A signed summary is read back whole, whatever becomes of the rules."""

import json
from datetime import date
from pathlib import Path

import pytest

from consult_app.app import App
from consult_app.clinical.kept_summary import summary_in, summary_text
from consult_app.clinical.summary import summarise
from consult_app.demo import demo_app
from consult_app.settings import Settings

DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> App:
    return demo_app(Settings(Path(tmp_path_factory.mktemp("demo"))), DAY)


@pytest.mark.parametrize("number", range(1, 8))
def test_every_example_is_read_back_equal(demo: App, number: int) -> None:
    summary = summarise(demo.records.load(number).consultation, demo.catalogue)
    sorted_text = json.dumps(json.loads(summary_text(summary)), sort_keys=True)
    again = summary_in(sorted_text)
    assert again == summary
    assert again is not None
    assert not again.outlook.can_search
    assert (again.outlook.ways, again.outlook.numbing) == ({}, None)


def test_the_rules_themselves_are_not_kept_with_each_summary(demo: App) -> None:
    summary = summarise(demo.records.load(1).consultation, demo.catalogue)
    assert "_of" not in json.loads(summary_text(summary))["outlook"]
    assert len(summary_text(summary)) < 150_000


def test_another_form_is_not_guessed_at(demo: App) -> None:
    given = json.loads(summary_text(summarise(demo.records.load(1).consultation, demo.catalogue)))
    del given["headline"]
    assert summary_in(json.dumps(given)) is None
    assert summary_in("{}") is None
    assert summary_in("[]") is None
