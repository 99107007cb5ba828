"""Whatever is cut off or flipped in the files of a practice: it shows nothing wrong, and says what is missing."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult_app.errors import ConsultError
from consult_app.records.store import Records
from tests.robustness.changes import Change, changes, make, new_practice, newest, open_again

FILES = ("records.db", "records.db-wal", "records.mark")


@dataclass(frozen=True)
class Image:
    """A practice as a stopped program leaves it, and every note each of its consultations ever had, oldest first."""

    folder: Path
    notes: dict[int, tuple[str, ...]]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    home = tmp_path_factory.mktemp("damaged") / "practice"
    new_practice(home)
    records = open_again(home)
    notes: dict[int, tuple[str, ...]] = {}
    latest = newest(records)
    for change in changes(5, 1)[:40]:
        whole = Change(change.number, "start" if change.number % 8 == 1 else "save", change.pages)
        latest = make(records, whole, latest)
        notes[latest.id] = (*notes.get(latest.id, ()), whole.note)
    copied = home.with_name("image")
    shutil.copytree(home, copied, ignore=shutil.ignore_patterns("*-shm"))
    records.close()
    assert (copied / "records.db-wal").stat().st_size > 100_000
    return Image(copied, notes)


def shown(records: Records) -> tuple[dict[int, str], bool]:
    """Every note that can be read, and whether something could not."""
    notes, refused = {}, False
    for kept in records.every_consultation():
        if kept.consultation is None:
            refused = True
        else:
            notes[kept.id] = str(kept.consultation.reason_for_visit)
    return notes, refused


def look_at(image: Image, name: str, content: bytes) -> str:
    """Open a copy with one file replaced; returns how it went, after seeing that nothing wrong is shown."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "practice"
        shutil.copytree(image.folder, home)
        (home / name).write_bytes(content)
        try:
            records = open_again(home)
        except ConsultError:
            return "refused"
        try:
            notes, refused = shown(records)
        except ConsultError:
            return "refused"
        finally:
            records.close()
        for number, note in notes.items():
            assert note in image.notes[number]
        newest_notes = {number: known[-1] for number, known in image.notes.items()}
        if notes == newest_notes and not refused:
            return "whole"
        assert refused or records.missing is not None
        return "missing"


@settings(max_examples=40, deadline=None)
@given(share=st.floats(0, 1))
def test_a_log_cut_short_anywhere_opens_and_says_what_is_missing(image: Image, share: float) -> None:
    content = (image.folder / "records.db-wal").read_bytes()
    assert look_at(image, "records.db-wal", content[: int(share * len(content))]) in ("whole", "missing")


@settings(max_examples=80, deadline=None)
@given(name=st.sampled_from(FILES), share=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_a_byte_flipped_anywhere_shows_nothing_wrong(image: Image, name: str, share: float, flip: int) -> None:
    content = bytearray((image.folder / name).read_bytes())
    content[int(share * len(content))] ^= flip
    look_at(image, name, bytes(content))


def test_the_log_of_a_stopped_program_holds_what_a_cut_takes_away(image: Image) -> None:
    """The two ends, so that the search between them looks at something."""
    content = (image.folder / "records.db-wal").read_bytes()
    assert look_at(image, "records.db-wal", content) == "whole"
    assert look_at(image, "records.db-wal", b"") == "missing"


def test_a_database_put_back_from_earlier_says_since_when_changes_are_missing(image: Image, tmp_path: Path) -> None:
    home = tmp_path / "practice"
    shutil.copytree(image.folder, home)
    (home / "records.db-wal").write_bytes(b"")
    records = open_again(home)
    missing = records.missing
    assert missing is not None
    assert missing.events > 0
    assert missing.since is not None
    assert missing.until is not None
    assert missing.since <= missing.until
    assert [event.kind for event in records.events()].count("changes_missing") == 1
    records.close()
    again = open_again(home)
    assert again.missing is None
    again.close()
