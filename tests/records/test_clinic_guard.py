"""A clinic's file that allows more counts only once a clinical lead has unlocked with it; until then the one before."""

from collections.abc import Callable
from pathlib import Path

import pytest

from consult_app.clinical.consultation import Practitioner
from consult_app.knowledge.loader import clinic_widening
from consult_app.records.derivation import LEAST_COST
from consult_app.records.opening import create_practice, open_practice, practitioners
from consult_app.records.store import Records

LEAD, NURSE = Practitioner(name="Dana Okafor", role="doctor"), Practitioner(name="Jo Brennan", role="nurse")
WORDS = "another horse battery"
FIRST = "format: 1\nroles: {nurse: {max_depth_mm: 1.5}}\n"
DEEPER = "format: 1\nroles: {nurse: {max_depth_mm: 2.5}}\n"
TIGHTER = "format: 1\nroles: {nurse: {max_depth_mm: 1}}\n"
Unlock = Callable[[int], Records]


@pytest.fixture
def unlock(tmp_path: Path, database: str, passphrase: str, request: pytest.FixtureRequest) -> Unlock:
    """Unlocks a practice of two whose file is in force, in a file or on a server: 1 leads, 2 does not."""
    home = tmp_path / "practice"
    url = request.getfixturevalue("empty_database") if database == "postgresql" else None
    made = create_practice(home, LEAD, passphrase, LEAST_COST, url=url)
    made.people.add(passphrase, NURSE, WORDS)
    made.close()

    def unlocked(who: int) -> Records:
        assert who in {each.id for each in practitioners(home, url)}
        return open_practice(home, who, {1: passphrase, 2: WORDS}[who], guard=clinic_widening, url=url)

    (home / "clinic.yaml").write_text(FIRST)
    unlocked(1).close()
    return unlocked


@pytest.fixture
def file(tmp_path: Path, unlock: Unlock) -> Path:  # noqa: ARG001 (made by it)
    return tmp_path / "practice" / "clinic.yaml"


def test_what_allows_more_waits_for_the_lead_and_nothing_of_it_is_lost(unlock: Unlock, file: Path) -> None:
    file.write_text(DEEPER)
    opened = unlock(2)
    aside = opened.set_aside
    assert aside is not None
    assert aside.widens == ("nurse may needle to 2.5 mm",)
    assert "nurse may needle to 2.5 mm" in aside.line
    assert (file.read_text(), aside.file.read_text()) == (FIRST, DEEPER)
    assert [event.kind for event in opened.events("clinic.yaml")][-1] == "clinic_file_held_back"
    opened.close()

    aside.file.replace(file)
    opened = unlock(1)
    assert opened.set_aside is None
    assert [event.kind for event in opened.events("clinic.yaml")][-1] == "clinic_file_changed"
    opened.close()
    opened = unlock(2)
    assert opened.set_aside is None
    assert file.read_text() == DEEPER
    opened.close()


def test_what_tightens_counts_whoever_unlocks(unlock: Unlock, file: Path) -> None:
    file.write_text(TIGHTER)
    opened = unlock(2)
    assert opened.set_aside is None
    assert file.read_text() == TIGHTER
    assert [event.kind for event in opened.events("clinic.yaml")][-1] == "clinic_file_changed"
    opened.close()
