"""Wrong tries are counted in a file, hold up the next one, and stand in the audit trail after the next unlock."""

import datetime as dt
import stat
from pathlib import Path

import pytest

from consult_app.errors import WrongPassphraseError
from consult_app.records.opening import open_practice
from consult_app.records.unlock_failures import FILE, TooManyTriesError, UnlockFailures, wait_seconds

START = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
WRONG = "wrong horse battery"


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> dt.datetime:
        return self.at

    def move(self, seconds: float) -> None:
        self.at += dt.timedelta(seconds=seconds)


def refuse() -> None:
    raise WrongPassphraseError("That passphrase did not match.")


def fail(failures: UnlockFailures, times: int, practitioner_id: int = 1) -> int:
    """Be wrong several times; the wait that the last refusal names."""
    for _time in range(times):
        with pytest.raises(WrongPassphraseError) as caught:
            failures.attempt(practitioner_id, refuse)
        assert not isinstance(caught.value, TooManyTriesError)
    return caught.value.wait_seconds


def test_the_wait_begins_with_the_fourth_wrong_try_and_doubles_up_to_five_minutes(tmp_path: Path) -> None:
    clock = Clock()
    failures = UnlockFailures(tmp_path, clock)
    fail(failures, 3)
    assert failures.wait() == 0
    for expected in (5, 10, 20, 40, 80, 160, 300, 300):
        assert fail(failures, 1) == expected
        assert failures.wait() == expected
        clock.move(expected - 0.5)
        assert failures.wait() == 1
        clock.move(0.5)
        assert failures.wait() == 0
    assert wait_seconds(10**6) == 300


def test_before_the_wait_is_over_not_even_the_right_passphrase_is_tried(tmp_path: Path) -> None:
    clock = Clock()
    failures = UnlockFailures(tmp_path, clock)
    fail(failures, 4)
    with pytest.raises(TooManyTriesError, match="Wait 5 seconds") as caught:
        failures.attempt(1, lambda: pytest.fail("tried"))
    assert caught.value.wait_seconds == 5
    clock.move(4)
    with pytest.raises(TooManyTriesError, match=r"Wait 1 second\."):
        failures.attempt(2, lambda: pytest.fail("tried"))
    clock.move(1)
    assert failures.attempt(1, lambda: "open") == "open"


def test_a_clock_set_back_does_not_make_the_wait_longer(tmp_path: Path) -> None:
    clock = Clock()
    failures = UnlockFailures(tmp_path, clock)
    fail(failures, 4)
    clock.move(-100_000)
    assert failures.wait() == 5


def test_the_file_is_private_and_holds_numbers_and_times_only(tmp_path: Path) -> None:
    failures = UnlockFailures(tmp_path, Clock())
    fail(failures, 2)
    fail(failures, 1, practitioner_id=2)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert [(failure.practitioner_id, failure.count) for failure in failures.pending()] == [(1, 2), (2, 1)]
    (tmp_path / FILE).write_text("damaged")
    assert failures.pending() == ()
    failures.clear()
    failures.clear()
    assert not (tmp_path / FILE).exists()


def test_without_a_folder_nothing_is_counted() -> None:
    failures = UnlockFailures(None, Clock())
    fail(failures, 9)
    failures.clear()
    assert failures.wait() == 0


def test_the_wait_holds_when_the_practice_is_opened_anew_and_the_trail_tells_of_it(home: Path, passphrase: str) -> None:
    clock = Clock()
    for _time in range(4):
        with pytest.raises(WrongPassphraseError, match="did not match"):
            open_practice(home, 1, WRONG, clock)
    clock.move(3)
    with pytest.raises(TooManyTriesError):
        open_practice(home, 1, passphrase, clock)
    clock.move(2)
    records = open_practice(home, 1, passphrase, clock)
    (event,) = [event for event in records.events() if event.kind == "unlock_failed"]
    assert (event.subject, event.detail) == (
        "practitioner 1",
        "practitioner 1, count 4, last 2026-11-20T09:00:00+00:00",
    )
    assert not (home / FILE).exists()
    records.close()


def test_a_wrong_try_in_the_open_practice_is_counted_and_entered_with_the_next_right_one(
    home: Path, passphrase: str
) -> None:
    records = open_practice(home, 1, passphrase, Clock())
    for _time in range(4):
        with pytest.raises(WrongPassphraseError):
            records.people.prove(WRONG)
    assert records.people.wait() == 5
    with pytest.raises(TooManyTriesError):
        records.people.prove(passphrase)
    records.close()
    clock = Clock()
    clock.move(5)
    records = open_practice(home, 1, passphrase, clock)
    with pytest.raises(WrongPassphraseError):
        records.people.prove(WRONG)
    records.people.prove(passphrase)
    details = [event.detail for event in records.events() if event.kind == "unlock_failed"]
    assert [detail.split(",")[1] for detail in details] == [" count 4", " count 1"]
    records.close()
