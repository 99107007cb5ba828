"""The mark beside the database tells what a database lacks, and never cries wolf."""

import datetime as dt
import shutil
import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from consult_app.clinical.consultation import Client
from consult_app.records.chain import ChainHead
from consult_app.records.mark import MARK, LastMark, Mark, read_mark
from consult_app.records.opening import open_practice
from consult_app.records.store import Records

KEY = bytes(range(32))
AT = dt.datetime(2026, 11, 20, 11, 9, 3, 123456, tzinfo=dt.UTC)


def head(length: int) -> ChainHead:
    return ChainHead(length, f"{length:064x}")


def written(path: Path, *lengths: int) -> Path:
    mark = Mark(path, KEY, lambda: AT)
    for length in lengths:
        mark.write(head(length))
    return path


@pytest.mark.parametrize("lengths", [(1,), (1, 2), (1, 2, 3), (7, 9, 10, 12)])
def test_the_newest_mark_is_read_back(tmp_path: Path, lengths: tuple[int, ...]) -> None:
    path = written(tmp_path / MARK, *lengths)
    assert read_mark(path, KEY) == LastMark(head(lengths[-1]), AT)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_without_a_file_there_is_no_mark(tmp_path: Path) -> None:
    assert read_mark(tmp_path / MARK, KEY) is None


@pytest.mark.parametrize("lengths", [(1, 2), (1, 2, 3)])
def test_a_write_cut_short_anywhere_leaves_the_mark_before(tmp_path: Path, lengths: tuple[int, ...]) -> None:
    before = written(tmp_path / "before", *lengths[:-1]).read_bytes()
    after = written(tmp_path / "after", *lengths).read_bytes()
    kept = {LastMark(head(length), AT) for length in lengths[-2:]}
    for start, end in ((0, len(after) // 2), (len(after) // 2, len(after))):
        for cut in range(start, end):
            torn = tmp_path / "torn"
            torn.write_bytes(before[:start] + after[start:cut] + before[cut:])
            assert read_mark(torn, KEY) in kept


def test_a_mark_with_another_key_or_with_nothing_whole_is_unreadable(tmp_path: Path) -> None:
    path = written(tmp_path / MARK, 1, 2)
    assert read_mark(path, bytes(32)) == "unreadable"
    for content in (b"", b"\0" * path.stat().st_size, path.read_bytes()[:90]):
        path.write_bytes(content)
        assert read_mark(path, KEY) == "unreadable"


def test_a_mark_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    mark = Mark(tmp_path / "gone" / MARK, KEY, lambda: AT)
    mark.write(head(1))
    (tmp_path / "gone").mkdir()
    mark.write(head(2))
    assert read_mark(tmp_path / "gone" / MARK, KEY) == LastMark(head(2), AT)
    (tmp_path / "gone" / MARK).unlink()
    mark.write(head(3))
    mark.write(head(4))
    assert read_mark(tmp_path / "gone" / MARK, KEY) == LastMark(head(4), AT)


def opened(home: Path, passphrase: str) -> Records:
    return open_practice(home, 1, passphrase)


def kept_apart(home: Path, name: str) -> Path:
    """A copy of the closed database."""
    return Path(shutil.copy(home / "records.db", home / name))


def test_an_untouched_practice_misses_nothing(home: Path, passphrase: str) -> None:
    for _ in range(3):
        records = opened(home, passphrase)
        assert records.missing is None
        records.add_client(Client(name="Marisol Vega"))
        records.close()


def test_a_database_ahead_of_its_mark_is_fine(home: Path, passphrase: str) -> None:
    earlier = (home / MARK).read_bytes()
    opened(home, passphrase).close()
    (home / MARK).write_bytes(earlier)
    records = opened(home, passphrase)
    assert records.missing is None
    records.close()


def test_a_database_behind_its_mark_opens_and_says_what_is_missing_since_when(home: Path, passphrase: str) -> None:
    kept_apart(home, "earlier.db")
    records = opened(home, passphrase)
    intact = records.events()[-2]
    records.add_client(Client(name="Marisol Vega"))
    last = records.events()[-1]
    records.close()
    (home / "earlier.db").replace(home / "records.db")
    records = opened(home, passphrase)
    assert records.missing is not None
    assert records.missing.events == 2
    assert records.missing.since == intact.at
    assert records.missing.until is not None
    assert dt.timedelta(0) <= records.missing.until - last.at < dt.timedelta(seconds=30)
    assert [event.kind for event in records.events()[-2:]] == ["changes_missing", "practice_opened"]
    assert "events 2" in records.events()[-2].detail
    records.close()
    records = opened(home, passphrase)
    assert records.missing is None  # the mark starts anew
    records.close()


def test_an_older_database_that_went_on_by_itself_is_found(home: Path, passphrase: str) -> None:
    kept_apart(home, "earlier.db")
    records = opened(home, passphrase)
    records.close()
    mark = (home / MARK).read_bytes()
    (home / "earlier.db").replace(home / "records.db")
    records = opened(home, passphrase)
    records.add_client(Client(name="Tom Adeyemi"))
    records.close()
    (home / MARK).write_bytes(mark)
    records = opened(home, passphrase)
    assert records.missing is not None
    assert (records.missing.since, records.missing.events) == (None, 0)
    records.close()


def test_an_unreadable_mark_is_said_once(home: Path, passphrase: str) -> None:
    (home / MARK).write_bytes(b"something else")
    records = opened(home, passphrase)
    assert records.missing is not None
    assert records.missing.until is None
    assert records.events()[-2].detail.endswith("until not known, events 0")
    records.close()
    records = opened(home, passphrase)
    assert records.missing is None
    records.close()


def test_what_the_log_lost_is_found(home: Path, passphrase: str) -> None:
    records = opened(home, passphrase)
    with records.transactions.engine.connect() as connection:
        connection.execute(text("PRAGMA wal_autocheckpoint = 0"))
    for name in ("Marisol Vega", "Tom Adeyemi", "Grace Lindqvist"):
        records.add_client(Client(name=name))
    for name in ("records.db", "records.db-wal", MARK):
        shutil.copy(home / name, home / f"kept-{name}")
    records.close()
    (home / "records.db-wal").unlink(missing_ok=True)
    (home / "records.db-shm").unlink(missing_ok=True)
    for name in ("records.db", "records.db-wal", MARK):
        (home / f"kept-{name}").replace(home / name)
    wal = bytearray((home / "records.db-wal").read_bytes())
    wal[-2000] ^= 1
    (home / "records.db-wal").write_bytes(wal)
    records = opened(home, passphrase)
    assert records.missing is not None
    assert records.missing.events > 0
    assert len(records.search_clients("")) < 3
    records.close()
