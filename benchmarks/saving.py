"""A save beside bare durable commits of the same size, an unlock beyond the key derivation, and a backup.

All on an encrypted file with durable writes, in seconds of the clock: what counts is when the disk has it.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, text

from benchmarks.stored import stored
from consult_app.clinical.consultation import Consultation, Practitioner
from consult_app.clinical.verdict_record import VerdictRecord
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.records.body import kept_in, to_body
from consult_app.records.derivation import LEAST_COST, derive
from consult_app.records.engine import create_file
from consult_app.records.keys import new_data_key
from consult_app.records.opening import create_practice, open_practice
from consult_app.records.store import Records
from consult_app.records.values import Progress

WORDS = "correct horse battery"
TURNS = 300
CLIENTS = 2000


def main() -> None:
    """Print every figure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CLIENTS
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "practice"
        create_practice(home, Practitioner(name="Dana Okafor", role="nurse"), WORDS, LEAST_COST).close()
        records = open_practice(home, 1, WORDS)
        kept = [kept_in(body.decode(), 2, 1) for body in stored(catalogue_or_error(), 40)]
        _saves(records, kept[0], Path(folder))
        _fill(records, kept, count)
        _backup(records, home)
        records.close()
        _unlocks(home)


def _saves(records: Records, kept: tuple[Consultation, VerdictRecord | None], folder: Path) -> None:
    value, verdict = kept
    draft = records.start_consultation(None, value, Progress("history", verdict=verdict))
    loaded = records.load(draft.id).consultation
    size = len(to_body(loaded, verdict))
    bare = _bare(folder)
    state = {"revision": draft.revision, "turn": 0}

    def save() -> None:
        state["turn"] += 1
        changed = loaded.model_copy(update={"reason_for_visit": f"turn {state['turn']}"})
        progress = Progress("history", verdict=verdict)
        state["revision"] = records.save(draft.id, changed, state["revision"], progress).revision

    def commit() -> None:
        state["turn"] += 1
        with bare.begin() as connection:
            connection.execute(text("UPDATE draft SET body = :body"), {"body": f"{state['turn']:>{size}}"})

    def commit_with_line() -> None:
        state["turn"] += 1
        turn, body = state["turn"], f"{state['turn']:>{size}}"
        with bare.begin() as connection:
            connection.execute(text("UPDATE draft SET body = :body, saved = :turn"), {"body": body, "turn": turn})
            line = {"turn": turn, "subject": "consultation 1", "hash": f"{turn:064x}"}
            connection.execute(text("INSERT INTO trail VALUES (:turn, :subject, :hash)"), line)

    ours, alone, lined = _taken(save, commit, commit_with_line)
    print(f"a save of {size:,} bytes: p50 {_at(ours, 50):.2f} ms, p99 {_at(ours, 99):.2f} ms")
    for words, times in (("a bare commit of as many", alone), ("one with its line in an indexed trail", lined)):
        ratio = _at(ours, 50) / _at(times, 50)
        print(f"{words}: p50 {_at(times, 50):.2f} ms, p99 {_at(times, 99):.2f} ms; ratio of the medians {ratio:.2f}")
    bare.dispose()


def _bare(folder: Path) -> Engine:
    engine = create_file(folder / "bare.db", new_data_key())
    with engine.begin() as connection:
        for statement in (
            "CREATE TABLE draft (id INTEGER PRIMARY KEY, body TEXT, saved INTEGER)",
            "CREATE INDEX draft_saved ON draft (saved)",
            "CREATE TABLE trail (id INTEGER PRIMARY KEY, subject TEXT, hash TEXT)",
            "CREATE INDEX trail_subject ON trail (subject)",
            "INSERT INTO draft VALUES (1, '', 0)",
        ):
            connection.execute(text(statement))
    return engine


def _fill(records: Records, kept: list[tuple[Consultation, VerdictRecord | None]], count: int) -> None:
    for number in range(count):
        value, verdict = kept[number % len(kept)]
        named = value.client.model_copy(update={"name": f"Person {number}"})
        records.start_consultation(None, value.model_copy(update={"client": named}), Progress("plan", verdict=verdict))


def _backup(records: Records, home: Path) -> None:
    began = time.perf_counter()
    file = records.backups.make().path
    seconds, size = time.perf_counter() - began, file.stat().st_size / 1e6
    print(f"a backup of {size:.0f} MB with its check: {seconds:.2f} s, {size / seconds:.0f} MB a second ({home.name})")


def _unlocks(home: Path) -> None:
    def unlock() -> None:
        open_practice(home, 1, WORDS).close()

    whole, derivation = _taken(unlock, lambda: derive(WORDS.encode(), b"0" * 16, LEAST_COST), turns=20)
    beyond = _at(whole, 50) - _at(derivation, 50)
    print(f"an unlock beyond the key derivation, opening and closing: {beyond:.0f} ms")


def _taken(*works: Callable[[], object], turns: int = TURNS) -> list[list[float]]:
    """Milliseconds of the clock of each, taking turns."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(turns):
        for work, taken in zip(works, times, strict=True):
            taken.append(_once(work))
    return times


def _once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _at(times: list[float], percent: int) -> float:
    return statistics.quantiles(times, n=100)[percent - 1]


if __name__ == "__main__":
    main()
