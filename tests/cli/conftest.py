"""Running the commands as a user would, in this process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from consult_app.cli.running import run


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
