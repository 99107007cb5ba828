"""A disk that is full refuses with a sentence, loses nothing, and goes on once there is room again."""

import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from consult_app.records.store import Records
from consult_app.records.values import StorageError
from tests.robustness.changes import Ledger, changes, held, make, new_practice, newest, open_again

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of POSIX")


@contextmanager
def room_for(bytes_in_a_file: int) -> Iterator[None]:
    """No file may grow beyond this, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_in_a_file, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def largest_file(home: Path) -> int:
    return max(path.stat().st_size for path in home.iterdir())


@pytest.mark.parametrize("seed", range(6))
def test_a_full_disk_loses_nothing_and_the_change_can_be_tried_again(tmp_path: Path, seed: int) -> None:
    home, chance = tmp_path / "practice", Random(seed)  # noqa: S311 (chance, not secrecy)
    new_practice(home)
    records = open_again(home)
    ledger, refused = Ledger(), 0
    latest = newest(records)
    for change in changes(seed, 1)[:60]:
        if latest is not None:
            ledger.tries(change)
            with room_for(largest_file(home) + chance.choice((0, 1, 4096, 20_000, 10_000_000))):
                try:
                    latest = make(records, change, latest)
                except StorageError:
                    assert held(records) == ledger.promised
                    refused += 1
                else:
                    ledger.acknowledge(change, latest.id)
                    continue
        latest = make(records, change, latest)
        ledger.acknowledge(change, latest.id)
    assert refused > 5
    assert_whole(records, ledger)
    records.close()
    records = open_again(home)
    assert_whole(records, ledger)
    records.close()


def assert_whole(records: Records, ledger: Ledger) -> None:
    assert held(records) == ledger.promised
    assert records.trail.verify().problems == ()
    assert records.missing is None


def test_a_disk_too_full_to_open_is_not_taken_for_damage(tmp_path: Path) -> None:
    home = tmp_path / "practice"
    new_practice(home)
    with room_for(0), pytest.raises(StorageError, match="Nothing was changed"):
        open_again(home)
    open_again(home).close()


def test_what_was_refused_says_that_the_rest_is_kept(tmp_path: Path) -> None:
    home = tmp_path / "practice"
    new_practice(home)
    records = open_again(home)
    with room_for(largest_file(home)), pytest.raises(StorageError, match="Everything saved before is kept"):
        fill(records)
    records.close()


def fill(records: Records) -> None:
    for change in changes(1, 1):
        make(records, change, None)
