"""The migrations lead exactly to the schema, copy a file before changing it, and refuse a newer one."""

import datetime as dt
import shutil
import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from consult_app.errors import VerificationError
from consult_app.records.backup_file import read_manifest
from consult_app.records.engine import create_file, open_file, open_memory
from consult_app.records.keys import new_data_key
from consult_app.records.migrating import MIGRATIONS, bring_up_to_date, stored_revision
from consult_app.records.opening import open_practice
from consult_app.records.schema import REVISION, metadata
from tests.records.consents import on_paper

OLD_RECORDS = Path(__file__).parents[1] / "data" / "old_records"

NEXT_REVISION = '''"""A revision of the future."""
import sqlalchemy as sa
from alembic import op
revision = "0005"
down_revision = "0004"
def upgrade() -> None:
    op.add_column("client", sa.Column("nickname", sa.String))
'''


def declared_in(engine: Engine) -> set[tuple[str, ...]]:
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT type, name, tbl_name FROM sqlite_master WHERE name != 'alembic_version'")
        )
        return {tuple(row) for row in rows if "alembic_version" not in row[1]}


def test_the_migrations_lead_exactly_to_the_schema() -> None:
    migrated, created = open_memory(), open_memory()
    bring_up_to_date(migrated)
    metadata.create_all(created)
    with migrated.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert declared_in(migrated) == declared_in(created)


def test_the_schema_names_the_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_nothing_happens_the_second_time() -> None:
    engine = open_memory()
    bring_up_to_date(engine)
    before = declared_in(engine)
    assert bring_up_to_date(engine) is None
    assert declared_in(engine) == before


def test_what_is_there_is_backed_up_before_it_is_changed(tmp_path: Path) -> None:
    file, key = tmp_path / "records.db", new_data_key()
    engine = create_file(file, key)
    seen: list[str] = []

    def copy(stored: str) -> Path:
        beside = open_file(file, key)
        with beside.connect() as connection:
            seen.extend((stored, stored_revision(connection) or ""))
        beside.dispose()
        return tmp_path / "copy"

    assert bring_up_to_date(engine, copy) is None
    scripts = tmp_path / "scripts"
    shutil.copytree(MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "0005_next.py").write_text(NEXT_REVISION)
    assert bring_up_to_date(engine, copy, scripts, "0005") == tmp_path / "copy"
    assert seen == [REVISION, REVISION]
    with engine.connect() as connection:
        assert stored_revision(connection) == "0005"
    engine.dispose()


def test_without_a_backup_nothing_is_changed(tmp_path: Path) -> None:
    engine = open_memory()
    bring_up_to_date(engine)
    before = declared_in(engine)

    def copy(_stored: str) -> Path:
        raise VerificationError("The backup is not whole.")

    with pytest.raises(VerificationError):
        bring_up_to_date(engine, copy, tmp_path, "0005")
    assert declared_in(engine) == before


def test_a_failed_migration_changes_nothing(tmp_path: Path) -> None:
    engine = open_memory()
    bring_up_to_date(engine)
    before = declared_in(engine)
    scripts = tmp_path / "scripts"
    shutil.copytree(MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "0005_next.py").write_text(NEXT_REVISION + "    raise RuntimeError('half way')\n")
    with pytest.raises(RuntimeError, match="half way"):
        bring_up_to_date(engine, None, scripts, "0005")
    assert declared_in(engine) == before
    with engine.connect() as connection:
        assert stored_revision(connection) == REVISION


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    engine = create_file(tmp_path / "records.db", new_data_key())
    bring_up_to_date(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    with pytest.raises(VerificationError, match="newer version"):
        bring_up_to_date(engine)
    engine.dispose()


def test_records_of_an_earlier_version_open_whole(tmp_path: Path) -> None:
    home = tmp_path / "practice"
    home.mkdir(mode=0o700)
    for name in ("records.db", "keys.json"):
        shutil.copy(OLD_RECORDS / f"0001_{name}", home / name)
    records = open_practice(home, 1, "correct horse battery")
    marisol, jose, ines = (records.client(f"C-000{number}") for number in (1, 2, 3))
    assert (marisol.details.name, jose.details.name, ines.details.name, ines.foreign_id) == (
        "Marisol Vega",
        "José Åström",
        "Ines Duarte",
        "OLD-77",
    )
    finished, draft = records.load(1), records.load(2)
    assert (finished.header.status, draft.header.status) == ("finished", "draft")
    assert finished.header.session_date == dt.date(2027, 3, 12)
    assert finished.consultation.answers["isotretinoin_recent"][0].fields["last_dose"] == "2026-09-12"
    (document,) = records.documents(1)
    assert records.document_content(document.id) == b"%PDF-1.4 for the test of an earlier file"
    assert records.practitioner.is_lead
    lines = records.events()
    assert [line.id for line in lines] == list(range(1, len(lines) + 1))
    assert [line.kind for line in lines][:2] == ["practice_created", "practice_opened"]
    records.close()
    (copy,) = (home / "backups").iterdir()
    assert copy.name.endswith("-before-upgrade-from-0001.mcbackup")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    manifest = read_manifest(copy)
    assert (manifest.schema_revision, manifest.rows["client"]) == ("0001", 3)


def test_clients_of_an_earlier_version_are_found_by_the_new_index(tmp_path: Path) -> None:
    home = tmp_path / "practice"
    home.mkdir(mode=0o700)
    for name in ("records.db", "keys.json"):
        shutil.copy(OLD_RECORDS / f"0002_{name}", home / name)
    records = open_practice(home, 1, "correct horse battery")
    for typed, expected in {
        "vega mar": "C-0001",
        "astrom": "C-0002",
        "31.12.1975": "C-0002",
        "old-77": "C-0003",
        "01632 960456": "C-0003",
        "duatre ines": "C-0003",
    }.items():
        assert [client.id for client in records.search_clients(typed)] == [expected]
    assert [header.status for header in records.consultations("C-0001")] == ["finished"]
    records.close()


def test_a_practice_from_before_consents_were_kept_opens_whole_and_takes_one(tmp_path: Path) -> None:
    home = tmp_path / "practice"
    home.mkdir(mode=0o700)
    for name in ("records.db", "keys.json"):
        shutil.copy(OLD_RECORDS / f"0003_{name}", home / name)
    records = open_practice(home, 1, "correct horse battery")
    finished = records.load(1)
    assert (finished.header.status, len(records.treatments.of_client("C-0001"))) == ("finished", 1)
    assert [paper.name for paper in records.documents(1)] == ["consent"]
    assert records.consents.of_client("C-0001") == ()
    kept = records.consents.give(1, finished.revision, on_paper(), b"%PDF signed later")
    assert records.consents.of_client("C-0001") == (kept,)
    records.close()
    (copy,) = (home / "backups").iterdir()
    assert copy.name.endswith("-before-upgrade-from-0003.mcbackup")
