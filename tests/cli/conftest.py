"""Running the commands as a user would, in this process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from consult_app.cli.running import run
from consult_app.clinical.consultation import Practitioner
from consult_app.records.derivation import LEAST_COST
from consult_app.records.opening import create_practice

WORDS = "correct horse battery"
CASE = Path(__file__).parents[2] / "resources" / "examples" / "back_scars_ready.yaml"


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit status and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Ran]


class Practice:
    """The commands on one practice, with its passphrase in a file."""

    def __init__(self, command: Command, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.home, self.command, self.words = folder / "practice", command, folder / "words"
        self.words.write_text(f"{WORDS}\n", "utf-8")

    def __call__(self, *words: object, passphrase: Path | None = None) -> Ran:
        return self.command("--home", self.home, "records", *words, "--passphrase-file", passphrase or self.words)


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command with a fresh home."""
    monkeypatch.setenv("CONSULT_APP_HOME", str(tmp_path / "home"))

    def call(*arguments: str | Path) -> Ran:
        try:
            status = run([str(argument) for argument in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return call


@pytest.fixture
def practice(command: Command, tmp_path: Path) -> Practice:
    """Set up as cheaply as is allowed, with one case in it."""
    made = Practice(command, tmp_path)
    create_practice(made.home, Practitioner(name="Dana Okafor", role="nurse"), WORDS, LEAST_COST).close()
    assert made("add", CASE).json == {"client": "C-0001", "consultation": 1}
    return made


@pytest.fixture
def assess(command: Command, tmp_path: Path) -> Callable[[str], Ran]:
    """Judge the text of a case file, printed as JSON."""

    def call(text: str) -> Ran:
        path = tmp_path / "case.yaml"
        path.write_text(text, "utf-8")
        return command("assess", path, "--format", "json")

    return call


@pytest.fixture
def plan(command: Command, tmp_path: Path) -> Callable[[str], Ran]:
    """Plan the text of a case file, printed as JSON."""

    def call(text: str) -> Ran:
        path = tmp_path / "case.yaml"
        path.write_text(text, "utf-8")
        return command("plan", path, "--format", "json")

    return call
