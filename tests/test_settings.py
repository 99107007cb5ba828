"""The settings file: where it lies, what it keeps, and what a damaged one does."""

import json
import stat
from pathlib import Path

import pytest

from consult_app.errors import BadInputError, ConsultError
from consult_app.settings import Settings, home_folder, load_settings, make_private_folder, save_settings, write_private


def test_home_is_the_given_folder_then_the_environment_then_the_platform(tmp_path: Path) -> None:
    environment = {"CONSULT_APP_HOME": str(tmp_path / "named")}
    assert home_folder(tmp_path / "given", environment) == tmp_path / "given"
    assert home_folder(None, environment) == tmp_path / "named"
    assert home_folder(None, {}).name == "microneedling-consult"


def test_settings_come_back_as_saved(tmp_path: Path) -> None:
    settings = Settings(
        home=tmp_path / "home",
        language="de",
        theme="dark",
        lock_minutes=12,
        database_url="postgresql://clinic@db.example/records",
        window=(-5, 0, 1280, 800),
        paper="Letter",
        backup_folder=str(tmp_path / "drive"),
        text_size=150,
    )
    save_settings(settings)
    assert load_settings(tmp_path / "home") == (settings, ())


def test_without_a_file_there_are_defaults_and_no_problem(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == (Settings(tmp_path), ())


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"null"])
def test_a_damaged_file_gives_defaults_and_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    settings, problems = load_settings(tmp_path)
    assert settings == Settings(tmp_path)
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "pink"),
        ("theme", ["dark"]),
        ("lock_minutes", 0),
        ("lock_minutes", True),
        ("lock_minutes", "5"),
        ("language", 7),
        ("paper", "A5"),
        ("text_size", 120),
        ("text_size", 1.5),
        ("backup_folder", "drive"),
        ("window", [1, 2, 3]),
        ("window", [0, 0, 0, 10]),
        ("database_url", "postgresql://clinic:secret@db.example/records"),
        ("database_url", "postgresql://clinic@db.example/records?sslmode=verify-full&password=secret"),
        ("database_url", "http://[broken"),
        ("colour", "red"),
    ],
)
def test_one_wrong_setting_is_named_and_the_others_hold(tmp_path: Path, name: str, value: object) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"language": "fr", name: value}))
    settings, problems = load_settings(tmp_path)
    expected = Settings(tmp_path) if name == "language" else Settings(tmp_path, language="fr")
    assert settings == expected
    assert [name in problem for problem in problems] == [True]
    assert "secret" not in problems[0]


def test_a_setting_that_could_not_be_loaded_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as caught:
        save_settings(Settings(tmp_path, lock_minutes=90))
    assert "lock_minutes" in caught.value.problems[0]
    assert not (tmp_path / "settings.json").exists()


def test_file_and_folder_are_closed_to_others(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    save_settings(Settings(home))
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "settings.json").stat().st_mode) == 0o600
    assert [path.name for path in home.iterdir()] == ["settings.json"]


def test_a_folder_shared_by_all_is_refused_and_left_open(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    with pytest.raises(ConsultError, match="shared by all"):
        make_private_folder(shared)
    assert stat.S_IMODE(shared.stat().st_mode) == 0o1777


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "settings.json"
    target.mkdir()
    with pytest.raises(OSError, match="settings"):
        write_private(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]
