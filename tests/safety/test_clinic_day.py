"""The day is the clinic's own, whatever clock zone the machine is set to."""

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from consult_app.app import clinic_clock
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.practice import Clinic


@pytest.fixture(params=["UTC", "Pacific/Kiritimati", "Pacific/Niue"])
def _machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def now_at(zone: str, catalogue: Catalogue) -> dt.datetime:
    practice = catalogue.practice.model_copy(update={"practice": Clinic(time_zone=zone)})
    return clinic_clock(replace(catalogue, practice=practice))()


@pytest.mark.usefixtures("_machine")
def test_the_day_is_the_clinics_own_whatever_the_machine_is_set_to(catalogue: Catalogue) -> None:
    """The two clinics lie 25 hours apart, so at no moment do they share a day."""
    first, last = now_at("Pacific/Kiritimati", catalogue), now_at("Pacific/Niue", catalogue)
    assert first.utcoffset() == dt.timedelta(hours=14)
    assert last.utcoffset() == dt.timedelta(hours=-11)
    assert first.date() > last.date()
    assert abs(first - last) < dt.timedelta(minutes=5)
