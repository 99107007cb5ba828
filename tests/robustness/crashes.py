"""Kills a program that saves, again and again, and looks whether everything it had acknowledged is there.

``python -m tests.robustness.crashes --kills 5000 --seed 1`` is the full run. Children are forked from this process,
which has everything imported and nothing open, so that a kill costs a fraction of a second.
"""

import argparse
import json
import os
import select
import signal
import sys
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import NoReturn

from tests.robustness.changes import Change, Ledger, changes, held, make, new_practice, newest, open_again

LONGEST_LIVES = (0.02, 0.06, 0.2)
"""Seconds from the first moment a change may be saved to the kill, at most; one of them is chosen for each life."""
KILLED_WHILE_OPENING = 0.1
KILLS_A_PRACTICE = 60
OPENED = b"opened\n"


@dataclass
class Tally:
    """What a run saw."""

    kills: int = 0
    acknowledged: int = 0
    under_way: int = 0
    while_opening: int = 0

    def count(self, reports: list[list[object]]) -> None:
        """Count one life by what its child reported."""
        saved = sum(report[0] == "saved" for report in reports)
        self.kills += 1
        self.acknowledged += saved
        self.under_way += len(reports) > 2 * saved
        self.while_opening += not reports


@dataclass
class Practice:
    """A practice that is killed again and again, and what it has promised so far."""

    home: Path
    seed: int
    next: int = 1
    ledger: Ledger = field(default_factory=Ledger)

    def live(self, chance: Random) -> list[list[object]]:
        """Let a child save until it is killed; returns what it reported before and after each change."""
        planned = changes(self.seed, self.next)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _save_on(self.home, planned, writing)
        os.close(writing)
        with os.fdopen(reading, "rb", buffering=0) as pipe:
            if chance.random() > KILLED_WHILE_OPENING:
                _wait_for_opening(pipe.fileno())
            select.select([], [], [], chance.uniform(0, chance.choice(LONGEST_LIVES)))
            os.kill(child, signal.SIGKILL)
            lines = pipe.readall().removeprefix(OPENED).split(b"\n")[:-1]
        os.waitpid(child, 0)
        reports = [json.loads(line) for line in lines]
        self._promise(reports, {change.number: change for change in planned})
        return reports

    def look(self) -> list[str]:
        """Everything that is wrong after a kill; afterwards what is there is what is promised."""
        records = open_again(self.home)
        try:
            found = held(records)
            wrong = self.ledger.differences(found)
            wrong += [str(problem) for problem in records.trail.verify().problems]
            if records.missing is not None:
                wrong.append(f"said to be missing: {records.missing}")
            self.ledger.take_over(found)
            return wrong
        finally:
            records.close()

    def _promise(self, reports: list[list[object]], planned: dict[object, Change]) -> None:
        for word, number, kind, consultation_id in reports:
            change = replace(planned[number], kind=str(kind))
            if word == "tries":
                self.ledger.tries(change)
            else:
                self.ledger.acknowledge(change, int(str(consultation_id)))
            self.next = change.number + 1


def run(kills: int, seed: int, folder: Path) -> Tally:
    """Kill that many times; raises AssertionError with the seed and the kill at the first thing that is wrong."""
    chance, tally = Random(seed), Tally()  # noqa: S311 (chance, not secrecy)
    while tally.kills < kills:
        practice = Practice(folder / f"practice-{tally.kills}", seed)
        new_practice(practice.home)
        for _ in range(min(KILLS_A_PRACTICE, kills - tally.kills)):
            tally.count(practice.live(chance))
            if wrong := practice.look():
                raise AssertionError(f"seed {seed}, kill {tally.kills}: {wrong}")
    return tally


def _wait_for_opening(pipe: int) -> None:
    if os.read(pipe, len(OPENED)) != OPENED:
        raise AssertionError("the child could not open the practice")


def _save_on(home: Path, planned: list[Change], pipe: int) -> NoReturn:
    """The child: save one change after another, and report each before and after."""
    try:
        records = open_again(home)
        latest = newest(records)
        os.write(pipe, OPENED)
        for next_one in planned:
            change = next_one if latest is not None else replace(next_one, kind="start")
            _report(pipe, "tries", change, 0)
            latest = make(records, change, latest)
            _report(pipe, "saved", change, latest.id)
        os._exit(0)
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        os._exit(1)


def _report(pipe: int, word: str, change: Change, consultation_id: int) -> None:
    os.write(pipe, json.dumps([word, change.number, change.kind, consultation_id]).encode() + b"\n")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = run(given.kills, given.seed, Path(folder))
    sys.stdout.write(
        f"{tally.kills} kills: {tally.acknowledged} acknowledged changes, all there; "
        f"{tally.under_way} kills during a save, {tally.while_opening} while opening\n"
    )


if __name__ == "__main__":
    main()
