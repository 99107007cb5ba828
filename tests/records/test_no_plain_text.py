"""The program, run as its own process, leaves no stored name, note or answer in any file it writes by itself."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from consult_app.clinical.consultation import Practitioner
from consult_app.records.derivation import LEAST_COST
from consult_app.records.opening import create_practice
from tests.records.plain_text import files_with, words_in
from tests.records.private_window import TYPED, WORDS

ROOT = Path(__file__).parents[2]
SECRETS = (
    *("Zyphorina", "Quoxley", "1987-03-14", "960777", "Brimblegax", "Fluntwick", "Grobbleton"),
    *("isotretinoin_recent", "Snorvelby", "acne_scar_body", TYPED),
)
CASE = """\
format: 1
as_of: {today}
client: {{name: Zyphorina Quoxley, date_of_birth: 1987-03-14, sex_at_birth: female, phone: "01632 960777"}}
contacts: {{gp: {{name: Dr Brimblegax, address: 1 Fluntwick Row}}}}
reason_for_visit: Marks from Grobbleton
skin: {{fitzpatrick: 2}}
areas:
  - {{id: back_upper, area_cm2: 260, concerns: [{{id: acne_scar_body, grade: 3}}], goal: Ready for Snorvelby}}
answers: {{isotretinoin_recent: {{answer: yes, last_dose: 2024-01-01}}}}
remaining_answers: no
device: {{kind: pen, max_depth_mm: 2.5}}
session: {{date: {session}, time: "10:30"}}
"""
EACH = """
import json, sys
from consult_app.cli.running import run
sys.exit(max(run(words) for words in json.loads(sys.argv[1])))
"""
OUTSIDE = ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")


class Machine:
    """A machine of its own for the program: every place it could write to lies in one folder, the user's apart."""

    def __init__(self, folder: Path) -> None:
        self.disk, self.theirs, self.home = folder / "disk", folder / "theirs", folder / "disk" / "practice"
        self.theirs.mkdir()
        (self.theirs / "words").write_text(f"{WORDS}\n")
        today = dt.datetime.now().astimezone().date()
        session = today + dt.timedelta(days=11)
        (self.theirs / "case.yaml").write_text(CASE.format(today=today, session=session), "utf-8")
        self.environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        for name in OUTSIDE:
            place = self.disk / name.lower()
            place.mkdir(parents=True, mode=0o700)
            self.environment[name] = str(place)
        (self.disk / "work").mkdir()

    def start(self, *words: object) -> subprocess.Popen[str]:
        """A program of its own, with its two outputs at hand."""
        return subprocess.Popen(
            [sys.executable, *map(str, words)],
            cwd=self.disk / "work",
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def fill(self, *options: str) -> None:
        """Two consultations, one signed, a backup and every way of looking; nothing of them is told on the way."""
        commands = (
            ("add", self.theirs / "case.yaml"),
            ("add", self.theirs / "case.yaml"),
            ("sign", "1"),
            ("search", "Zyphorina"),
            ("backup", self.disk / "backups"),
            ("papers", "1", "-o", self.theirs / "papers"),
            ("verify",),
        )
        unlocking = ("--passphrase-file", self.theirs / "words", *options)
        lines = [["--home", self.home, "records", *words, *unlocking] for words in commands]
        with self.start("-c", EACH, json.dumps(lines, default=str)) as ran:
            _out, err = ran.communicate()
        assert (ran.returncode, words_in(err.encode(), SECRETS)) == (0, []), err


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_nothing_readable_is_left_on_the_disk_while_the_window_is_open_or_after_it_was_killed(
    machine: Machine,
) -> None:
    create_practice(machine.home, Practitioner(name="Dana Okafor", role="doctor"), WORDS, LEAST_COST).close()
    machine.fill()
    with machine.start("-m", "tests.records.private_window", machine.home) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "ready\n", window.communicate()[1]
        written = {path.name for path in machine.disk.rglob("*") if path.is_file()}
        assert {"records.db", "records.db-wal", "keys.json"} <= written
        assert any(name.startswith("fault-") for name in written)
        assert any(name.endswith(".mcbackup") for name in written)
        assert files_with(machine.disk, SECRETS) == {}
        window.send_signal(signal.SIGKILL)
        out, err = window.communicate()
    assert words_in((out + err).encode(), SECRETS) == []
    assert files_with(machine.disk, SECRETS) == {}
    assert {"Zyphorina", "Quoxley"} <= set(files_with(machine.theirs / "papers", SECRETS)["aftercare.pdf"])


def test_a_room_of_a_server_keeps_nothing_readable_in_its_own_folder(machine: Machine, empty_database: str) -> None:
    who = Practitioner(name="Dana Okafor", role="doctor")
    create_practice(machine.home, who, WORDS, LEAST_COST, url=empty_database).close()
    machine.fill("--database", empty_database)
    written = {path.name for path in machine.disk.rglob("*") if path.is_file()}
    assert {"room.json", "keys.json"} <= written
    assert files_with(machine.disk, SECRETS) == {}


@pytest.mark.parametrize("kind", ["utf-8", "utf-16-le"])
def test_a_word_left_readable_would_be_found(tmp_path: Path, kind: str) -> None:
    (tmp_path / "left.tmp").write_bytes(b"\0\1" + "ZYPHORINA".encode(kind))
    assert files_with(tmp_path, SECRETS) == {"left.tmp": ["Zyphorina"]}
