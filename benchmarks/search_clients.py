"""Finding a client as the name is typed, letter by letter, among a thousand to a million; and opening a long record.

uv run python -m benchmarks.search_clients 1000 10000 100000 1000000
"""

import datetime as dt
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, event, insert

from benchmarks.timing import taken
from consult_app.clinical.consultation import Client, Consultation
from consult_app.records.engine import create_file
from consult_app.records.finding import find
from consult_app.records.keys import new_data_key
from consult_app.records.migrating import bring_up_to_date
from consult_app.records.practitioners import add_practitioner
from consult_app.records.schema import client
from consult_app.records.search_filling import fill_index
from consult_app.records.store import Records
from consult_app.records.values import PlannedSession, Progress, StoredPractitioner

SIZES = (1_000, 10_000, 100_000, 1_000_000)
PEOPLE, SEED, LIMIT = 60, 1, 20
FIRST_DAY, DAYS = dt.date(1935, 1, 1), 27_000
NOW = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
STARTS = "b br c ch d f fr g gr h j k kl l m n p r s sch st t th tr v w z".split()  # noqa: SIM905
MIDDLES = "a e i o u ai ea ie ou an en in on er ar".split()  # noqa: SIM905
ENDS = "ton son ez ini ska ova er man ley field ard in as os well by".split()  # noqa: SIM905
LONG, SHORT = 500, 5


@dataclass(frozen=True)
class Person:
    """A made-up client."""

    first: str
    last: str
    born: dt.date
    phone: str

    @property
    def typings(self) -> tuple[str, ...]:
        """What somebody may type to find them: both orders, a name with the birth year, the birth date, the phone."""
        first, last, born = self.first, self.last, self.born
        near = last[:2] + last[3:]
        spelt = f"{first} {last}", f"{last} {first}", f"{last[:3]} {first}", f"{last} {born.year}", f"{first} {near}"
        return (*spelt, f"{born.day}.{born.month}.{born.year}", f"{born:%d %b %Y}", self.phone)


@dataclass(frozen=True)
class Timed:
    """Milliseconds of one search: the whole call, and its statements alone."""

    typed: str
    whole: float
    bare: float


def people(count: int) -> Iterator[Person]:
    """So many clients, the same at every run; few names are common and most are rare, as in a town."""
    source = Random(SEED)  # noqa: S311 - names for timing, no secret
    firsts, lasts = _names(source, 3_000), _names(source, 60_000)
    one, other = _weights(len(firsts)), _weights(len(lasts))
    while count > 0:
        size = min(count, 10_000)
        chosen = zip(
            source.choices(firsts, cum_weights=one, k=size),
            source.choices(lasts, cum_weights=other, k=size),
            strict=True,
        )
        for first, last in chosen:
            born = FIRST_DAY + dt.timedelta(days=source.randrange(DAYS))
            yield Person(first, last, born, f"01632 {source.randrange(10**6):06}")
        count -= size


def fill(connection: Connection, count: int) -> None:
    """Store the clients and index them."""
    rows = []
    for person in people(count):
        rows.append({"name": f"{person.first} {person.last}", "date_of_birth": person.born, "phone": person.phone})
        if len(rows) == 10_000:
            _store(connection, rows)
            rows = []
    _store(connection, rows)
    fill_index(connection)


def searched(records: Records, typings: Sequence[str]) -> list[Timed]:
    """Every text typed letter by letter."""
    return [_timed(records, text[:end]) for text in typings for end in range(2, len(text) + 1)]


def main(sizes: Sequence[int]) -> None:
    """Print a line of figures for every size, and what opening a long record takes."""
    with tempfile.TemporaryDirectory() as folder:
        opened(Path(folder))
    print("clients, made in s, file MB | typed: p50 ms, p99 ms, most | statements alone: p50, p99 | ratio p50, p99")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "records.db"
            started = time.perf_counter()
            records = _records(file, partial(fill, count=size))
            made = time.perf_counter() - started
            chosen = list(people(size))[:: max(1, size // PEOPLE)]
            times = searched(records, [text for person in chosen for text in person.typings])
            print(f"{size:>9,} {made:6.0f} {file.stat().st_size / 1e6:7.0f} |", _line(times), flush=True)
            records.close()


def opened(folder: Path) -> None:
    """Print how long opening a client with many visits takes beside one with few."""
    records = _records(folder / "visits.db", lambda _connection: None)
    for visits in (LONG, SHORT):
        known = records.add_client(Client(name=f"Client of {visits}"))
        for _ in range(visits):
            case = Consultation(format=1, as_of=NOW.date(), reason_for_visit="Marks on the back " * 200)
            records.start_consultation(known, case, Progress("plan", sessions=(PlannedSession(NOW.date()),)))
    read = records.directory.record
    least = taken({"long": lambda: read("C-0001", NOW.date()), "short": lambda: read("C-0002", NOW.date())})
    print(f"open {LONG} visits {least['long']:.2f} ms, {SHORT} visits {least['short']:.2f} ms", end="; ")
    print(f"{least['long'] / least['short']:.1f} times as long")
    records.close()


def _line(times: Sequence[Timed]) -> str:
    whole, bare = sorted(each.whole for each in times), sorted(each.bare for each in times)
    ratio = sorted(each.whole / each.bare for each in times)
    worst = sorted(times, key=lambda each: each.whole)[-3:]
    figures = (
        f"{_at(whole, 50):6.2f} {_at(whole, 99):6.2f} {whole[-1]:6.2f} | {_at(bare, 50):6.2f} {_at(bare, 99):6.2f}"
    )
    ratios = f"{_at(ratio, 50):5.2f} p99/p99 {_at(whole, 99) / _at(bare, 99):5.2f}"
    return f"{figures} | {ratios} | slowest " + ", ".join(f"{each.typed!r} {each.whole:.1f}" for each in worst)


def _at(ordered: Sequence[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def _timed(records: Records, typed: str) -> Timed:
    statements = _statements(records.transactions.engine, typed)
    with records.transactions.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        bare = min(_once(lambda: [raw.execute(*each).fetchall() for each in statements]) for _ in range(3))
    whole = min(_once(lambda: records.search_clients(typed, LIMIT)) for _ in range(3))
    return Timed(typed, whole, bare)


def _statements(engine: Engine, typed: str) -> list[tuple[str, Any]]:
    """The statements of one search, as the driver gets them."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_more: object) -> None:
        seen.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    with engine.connect() as connection:
        find(connection, typed, LIMIT)
    event.remove(engine, "before_cursor_execute", note)
    return [each for each in seen if each[0].startswith("SELECT")]


def _once(work: Callable[[], object]) -> float:
    start = time.thread_time()
    work()
    return 1000 * (time.thread_time() - start)


def _names(source: Random, count: int) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < count:
        middle = "".join(source.choice(MIDDLES) + source.choice(STARTS) for _ in range(source.choice((0, 1, 1))))
        made[(source.choice(STARTS) + middle + source.choice(MIDDLES) + source.choice(("", *ENDS))).title()] = None
    return list(made)


def _weights(count: int) -> list[float]:
    return list(accumulate(1 / (rank + 10) ** 0.9 for rank in range(count)))


def _store(connection: Connection, rows: list[dict[str, Any]]) -> None:
    same = {"search_words": "", "revision": 1, "created_at": NOW, "updated_at": NOW}
    if rows:
        connection.execute(insert(client), [row | same for row in rows])


def _records(file: Path, fill_in: Callable[[Connection], None]) -> Records:
    engine = create_file(file, new_data_key())
    bring_up_to_date(engine)
    with engine.begin() as connection:
        add_practitioner(connection, StoredPractitioner(1, "Dana Okafor", is_lead=True))
        fill_in(connection)
    return Records(engine, 1)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
