"""No stored name, note or answer is readable in any file, log or error text."""

import datetime as dt
import logging
from pathlib import Path

import pytest
from sqlalchemy import text

from consult_app.clinical.consultation import Consultation
from consult_app.records.opening import open_practice
from consult_app.records.values import Progress, StorageError
from tests.records.plain_text import words_in

SECRETS = ("Marisol", "Vega", "1991-04-02", "960123", "Osei", "wedding", "Ticklish", "isotretinoin", "2026-09-12")


def secrets_in(content: bytes) -> list[str]:
    return words_in(content, SECRETS)


def test_nothing_that_was_stored_is_readable_in_files_or_logs(
    home: Path,
    passphrase: str,
    consultation: Consultation,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("sqlalchemy", "alembic", "consult_app"):
        caplog.set_level(logging.DEBUG, logger=name)
    records = open_practice(home, 1, passphrase)
    draft = records.start_consultation(None, consultation, Progress("history"))
    records.save(draft.id, consultation, draft.revision, Progress("safety", "defer", dt.date(2027, 3, 12)))
    records.search_clients("Marisol")
    records.record_document(draft.id, "aftercare", b"For Marisol Vega", dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    files = [path for path in home.rglob("*") if path.is_file()]
    assert "records.db-wal" in [path.name for path in files]
    assert {path.name: found for path in files if (found := secrets_in(path.read_bytes()))} == {}
    records.close()
    assert secrets_in((home / "records.db").read_bytes()) == []
    assert "save consultation took" in caplog.text
    assert secrets_in(caplog.text.encode()) == []
    printed = capfd.readouterr()
    assert secrets_in((printed.out + printed.err).encode()) == []


def test_the_files_would_show_it_if_they_were_not_encrypted() -> None:
    assert secrets_in("Name: MARISOL vega".encode("utf-16-le")) == ["Marisol", "Vega"]


def test_an_error_of_the_database_reports_no_values(home: Path, passphrase: str, consultation: Consultation) -> None:
    records = open_practice(home, 1, passphrase)
    with records.transactions.engine.begin() as connection:
        connection.execute(text("ALTER TABLE consultation RENAME COLUMN body TO text"))
    with pytest.raises(StorageError) as caught:
        records.start_consultation(None, consultation, Progress("history"))
    assert "body" in str(caught.value.__cause__)
    assert secrets_in(f"{caught.value} {caught.value.__cause__}".encode()) == []
    records.close()
