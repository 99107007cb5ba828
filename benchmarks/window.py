"""The window beside a bare PySide6 window, each a whole process: start, memory, unlock to Today, answer to verdict.

The processes take turns, so that both meet the same machine. Given are the least and the median, by the clock and in
processor time; on a machine that others use as well the ratios and the processor time say more than the clock.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from benchmarks.stored import client_case
from consult_app.app import progress_of
from consult_app.clinical.assessment import assess
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.summary import summarise
from consult_app.records.derivation import FULL_COST
from tests.ui.monkey.practice import make_practice, open_made

TURNS, CROWD = 5, 200
STARTED = "CONSULT_BENCHMARK_STARTED"
Figures = dict[str, list[float]]


def main() -> None:
    """Print each figure beside its aim."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.window")
    parser.add_argument("--turns", type=int, default=TURNS)
    turns: int = parser.parse_args().turns
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "practice"
        make_practice(home, FULL_COST)
        crowded = _crowded_client(home)
        print(f"platform {os.environ['QT_QPA_PLATFORM']}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        _compare(_take_turns(("bare", "start", "today"), home, turns))
        answers = _take_turns(("bare_answers", "answers 1", f"answers {crowded}"), home, max(1, turns // 2))
        _tell_answers(answers, {"typical client": "answers 1", "crowded client": f"answers {crowded}"})


def _take_turns(roles: Sequence[str], home: Path, turns: int) -> dict[str, Figures]:
    found: dict[str, Figures] = {role: defaultdict(list) for role in roles}
    for _ in range(turns):
        for role in roles:
            for name, value in _child(role, home).items():
                found[role][name] += value if isinstance(value, list) else [value]
    return found


def _child(role: str, home: Path) -> Mapping[str, float | list[float]]:
    """One whole process in a role; it counts from the moment before it was asked for."""
    command = [sys.executable, "-m", "benchmarks.window_roles", *role.split(), "--home", str(home)]
    environment = os.environ | {STARTED: str(time.monotonic())}
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=300).stdout
    figures: dict[str, float | list[float]] = json.loads(told.splitlines()[-1])
    return figures


def _compare(found: Mapping[str, Figures]) -> None:
    bare, start, today = found["bare"], found["start"], found["today"]
    _ratio("start to first window, ms", start["ms"], bare["ms"], 1.7)
    _ratio("the same in processor time", start["cpu_ms"], bare["cpu_ms"], 1.7)
    _ratio("memory at Today, resident MB", today["rss_mb"], bare["rss_mb"], 2.5)
    _ratio("memory at Today, its share MB", today["pss_mb"], bare["pss_mb"], 2.5)
    beyond = [whole - key for whole, key in zip(today["unlock_ms"], today["key_ms"], strict=True)]
    print(f"passphrase to Today beyond the key derivation: {_two(beyond)} ms (aim: at most 400)")
    print(f"  in processor time of the window's thread: {_two(today['unlock_cpu_ms'])} ms")
    print(f"  the key derivation itself: {_two(today['key_ms'])} ms")


def _ratio(name: str, ours: Sequence[float], bare: Sequence[float], aim: float) -> None:
    ratio = f"{min(ours) / min(bare):.2f} / {statistics.median(ours) / statistics.median(bare):.2f}"
    print(f"{name}: {_two(ours)}, bare {_two(bare)}, ratio {ratio} (aim: at most {aim})")


def _tell_answers(found: Mapping[str, Figures], clients: Mapping[str, str]) -> None:
    """By the clock and in processor time, beside a button of a bare window that changes a line of text."""
    print("answer to repainted verdict, ms: p50 / p99 (aim: p99 under 16)")
    for name, role in ({"a line in a bare window": "bare_answers"} | dict(clients)).items():
        clock, thread = found[role]["ms"], found[role]["cpu_ms"]
        print(
            f"  {name:<24}{_at(clock, 50):7.1f} /{_at(clock, 99):7.1f}"
            f"   in processor time {_at(thread, 50):7.1f} /{_at(thread, 99):7.1f}   of {len(clock)}"
        )


def _two(values: Sequence[float]) -> str:
    return f"{min(values):.0f} / {statistics.median(values):.0f}"


def _at(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


def _crowded_client(home: Path) -> int:
    """A draft of the seeded client with the most findings; its number."""
    app = open_made(home)
    source = Random(1)  # noqa: S311 (clients for timing, no secret)
    cases = [Consultation.model_validate(client_case(source, app.catalogue)) for _ in range(CROWD)]
    case = max(cases, key=lambda each: len(assess(each, app.catalogue).findings))
    value = case.model_copy(update={"as_of": app.today()})
    summary = summarise(value, app.catalogue, assess(value, app.catalogue))
    number = app.records.start_consultation(None, value, progress_of("history", summary)).id
    app.records.close()
    return number


if __name__ == "__main__":
    main()
