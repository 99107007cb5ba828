"""Two processes on one server: no save is lost, none waits for ever, and who is late is told."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from consult_app.clinical.consultation import Consultation
from consult_app.records.values import Progress
from tests.postgres.cluster import Server
from tests.postgres.practice import new_records

LENGTH = os.environ.get("CONSULT_APP_TWO_ROOMS", "15")
"""How many saves of each draft, or for how long: 60s is the full form."""


def rooms(url: str, shared: int) -> list[dict[str, Any]]:
    """What both rooms tell after they saved at the same time."""
    command = (sys.executable, "-m", "tests.postgres.room", url)
    started = [
        subprocess.Popen([*command, letter, str(shared), LENGTH], stdout=subprocess.PIPE, text=True) for letter in "ab"
    ]
    told = [room.communicate(timeout=300)[0] for room in started]
    assert [room.returncode for room in started] == [0, 0]
    return [json.loads(line) for line in told]


def test_two_rooms_lose_nothing_of_each_other(
    server: Server, practice_database: str, clock: Callable[[], dt.datetime]
) -> None:
    engine = server.connect(practice_database)
    server.empty(engine)
    records = new_records(engine, clock)
    empty = Consultation.model_validate({"format": 1, "as_of": "2026-11-20", "reason_for_visit": ""})
    shared = records.start_consultation(None, empty, Progress("client"))
    first, second = rooms(server.url(practice_database), shared.id)
    stored = records.load(shared.id)
    words = (stored.consultation.reason_for_visit or "").split()
    for room in (first, second):
        assert [word for word in words if word in room["added"]] == room["added"]
        own, revision = room["own"]
        assert records.load(own).revision == revision == 1 + len(room["added"])
        assert records.load(own).consultation.reason_for_visit == room["added"][-1]
    assert len(words) == len(first["added"]) + len(second["added"]) == stored.revision - 1
    assert first["conflicts"] + second["conflicts"] > 0
    report = records.trail.verify()
    assert report.problems == ()
    assert report.length >= 2 * len(words)
    records.close()
