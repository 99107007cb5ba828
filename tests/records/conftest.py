"""Records in memory and on disk, with fictional people."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from consult_app.clinical.consultation import Client, Consultation, Practitioner
from consult_app.records.derivation import LEAST_COST
from consult_app.records.engine import open_memory
from consult_app.records.migrating import bring_up_to_date
from consult_app.records.opening import create_practice, open_practice
from consult_app.records.signing import SignedContent
from consult_app.records.store import Records
from consult_app.records.values import Header
from tests.postgres.cluster import Server
from tests.postgres.practice import new_records

WORDS = "correct horse battery"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """On which kind of database a test runs: on both."""
    return str(request.param)


@pytest.fixture
def clock() -> Callable[[], dt.datetime]:
    """A clock that moves one minute each time it is read."""
    ticks = iter(range(1_000_000))
    start = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
    return lambda: start + dt.timedelta(minutes=next(ticks))


@pytest.fixture
def engine(database: str, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A practice's tables without a row."""
    if database == "sqlite":
        engine = open_memory()
        bring_up_to_date(engine)
    else:
        server: Server = request.getfixturevalue("server")
        engine = server.connect(request.getfixturevalue("practice_database"))
        server.empty(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def records(engine: Engine, clock: Callable[[], dt.datetime]) -> Iterator[Records]:
    """A practice with one practitioner, on either database."""
    opened = new_records(engine, clock)
    yield opened
    opened.close()


@pytest.fixture
def finish() -> Callable[[Records, int, int], Header]:
    """Signs a draft, with nothing frozen beside it."""
    key = Ed25519PrivateKey.generate()
    return lambda records, number, revision: records.signing.sign_consultation(
        number, revision, SignedContent("{}", "{}"), (), key
    )


@pytest.fixture
def passphrase() -> str:
    return WORDS


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A practice that is set up and closed."""
    home = tmp_path / "practice"
    create_practice(home, Practitioner(name="Dana Okafor", role="nurse"), WORDS, LEAST_COST).close()
    return home


@pytest.fixture
def practice(home: Path, passphrase: str) -> Iterator[Records]:
    """An open practice with some clients."""
    (home / "clinic.yaml").write_text("format: 1\n")
    records = open_practice(home, 1, passphrase)
    for number in range(20):
        records.add_client(Client(name=f"Marisol Vega {number}"))
    yield records
    records.close()


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    """A folder the clinic chose."""
    folder = tmp_path / "drive"
    folder.mkdir()
    return folder


@pytest.fixture
def consultation() -> Consultation:
    """One with an entry of every kind."""
    return Consultation.model_validate(
        {
            "format": 1,
            "as_of": "2026-11-20",
            "client": {"name": "Marisol Vega", "date_of_birth": "1991-04-02", "phone": "01632 960123"},
            "contacts": {"gp": {"name": "Dr Tamsin Osei", "address": "1 High Street"}},
            "reason_for_visit": "Marks on the back before a wedding",
            "skin": {"fitzpatrick": 4, "instruments": {"fitzpatrick_a": {"eye_colour": 3}}},
            "areas": [
                {"id": "back_upper", "area_cm2": 380, "concerns": [{"id": "acne_scar_body", "grade": 3}]},
                {"id": "shoulders", "side": "left", "goal": "Smoother skin", "note": "Ticklish near the collarbone"},
            ],
            "answers": {
                "isotretinoin_recent": {"answer": "yes", "last_dose": "2026-09-12"},
                "acne_active": [
                    {"answer": "yes", "areas": ["back_upper"], "pustules": 2},
                    {"answer": "yes", "areas": ["face_cheeks"], "comedones": 5},
                ],
                "pregnancy": "unsure",
                "smoking": False,
            },
            "device": {"kind": "pen", "max_depth_mm": 2.5},
            "session": {"date": "2026-11-24", "time": "14:30"},
            "avoid": [{"from": "2027-05-29", "to": "2027-06-12", "label": "Work trip"}],
            "plan": {"depth_mm": {"back_upper": 1.25}, "dates": {"1": "2027-03-12"}},
        }
    )
