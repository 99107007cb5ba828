"""How many saves a second one server takes from several rooms at once, each a process with a draft of its own.

A throw-away PostgreSQL is started on this machine, with durable writes. Beside the saves stands a bare one: a single
row of the same size, written and committed in one statement through the same driver.
"""

import datetime as dt
import json
import statistics
import subprocess
import sys
import time

from sqlalchemy import text

from consult_app.clinical.consultation import Consultation
from consult_app.records.server import open_server
from consult_app.records.store import Records
from consult_app.records.values import Progress
from tests.postgres.cluster import Server, shared_server
from tests.postgres.practice import new_records

SECONDS = 4.0
ROOMS = (1, 2, 4, 8)
DRAFT = Consultation.model_validate(
    {"format": 1, "as_of": "2026-11-20", "answers": {f"question_{number}": "no" for number in range(60)}}
)


def main() -> None:
    """Print a line per number of rooms, or be one of the rooms."""
    if len(sys.argv) > 1:
        _room(sys.argv[1])
        return
    with shared_server("benchmark") as server:
        if server is None:
            raise SystemExit("Install PostgreSQL's programs first.")
        _measure(server)


def _measure(server: Server) -> None:
    database = server.template("benchmark")
    new_records(server.connect(database), lambda: dt.datetime.now(dt.UTC)).close()
    url = server.url(database)
    bare = _bare(url)
    print(f"a bare durable commit: p50 {_ms(bare, 50)} ms, least {min(bare) * 1000:.1f} ms")
    for count in ROOMS:
        times = _rooms(url, count)
        rate = len(times) / SECONDS
        least = min(times) * 1000
        print(
            f"{count} rooms: {rate:.0f} a second, p50 {_ms(times, 50)} ms, p99 {_ms(times, 99)} ms, least {least:.1f}"
        )


def _ms(times: list[float], percent: int) -> str:
    return f"{1000 * statistics.quantiles(times, n=100)[percent - 1]:.1f}"


def _bare(url: str) -> list[float]:
    engine = open_server(url)
    body = DRAFT.model_dump_json()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CREATE TABLE bare (body text)"))
        times = []
        for _ in range(200):
            began = time.perf_counter()
            connection.execute(text("INSERT INTO bare VALUES (:body)"), {"body": body})
            times.append(time.perf_counter() - began)
    engine.dispose()
    return times


def _rooms(url: str, count: int) -> list[float]:
    """The seconds every save took, of all rooms."""
    rooms = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.rooms", url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(count)
    ]
    for room in rooms:
        if room.stdout is not None:
            room.stdout.readline()  # it is ready
    for room in rooms:
        if room.stdin is not None:
            room.stdin.write("go\n")
            room.stdin.flush()
    return [seconds for room in rooms for seconds in json.loads(room.communicate()[0])]


def _room(url: str) -> None:
    records = Records(open_server(url), 1)
    draft = records.start_consultation(None, DRAFT, Progress("client"))
    print("ready", flush=True)
    sys.stdin.readline()
    revision, times, end = draft.revision, [], time.monotonic() + SECONDS
    while time.monotonic() < end:
        began = time.perf_counter()
        revision = records.save(draft.id, DRAFT, revision, Progress("client")).revision
        times.append(time.perf_counter() - began)
    records.close()
    print(json.dumps(times))


if __name__ == "__main__":
    main()
