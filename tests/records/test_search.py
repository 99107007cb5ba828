"""A client is found however the name or birth date is typed."""

import datetime as dt

import pytest

from consult_app.clinical.consultation import Client
from consult_app.records.store import Records


@pytest.fixture
def filled(records: Records) -> Records:
    born = dt.date(1991, 4, 2)
    records.add_client(Client(name="Zoë Łukasz", date_of_birth=born), foreign_id="KIT-0077")
    records.add_client(Client(name="Anne-Marie O'Brien", date_of_birth=dt.date(1980, 12, 31)))
    records.add_client(Client(name="Nguyễn Thị Ánh"))
    records.add_client(Client(name="محمد الأمين"))
    records.add_client(Client(name="Sören Straßer"))
    return records


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("zoe", "C-0001"),
        ("LUKASZ zo", "C-0001"),
        ("Łukasz", "C-0001"),
        ("1991-04-02", "C-0001"),
        ("2.4.1991", "C-0001"),
        ("02/04/1991", "C-0001"),
        ("2 Apr 1991", "C-0001"),
        ("02041991", "C-0001"),
        ("lukasz 1991", "C-0001"),
        ("C-0001", "C-0001"),
        ("c0", None),
        ("kit-77", "C-0001"),
        ("obrien", None),
        ("brien marie", "C-0002"),
        ("O'Brien, Anne", "C-0002"),
        ("anh nguyen", "C-0003"),
        ("محمد", "C-0004"),
        ("strasser soren", "C-0005"),
        ("5", "C-0005"),
        ("%", "all"),
        ("", "all"),
        ("nobody", None),
    ],
)
def test_search(filled: Records, typed: str, expected: str | None) -> None:
    found = [client.id for client in filled.search_clients(typed)]
    if expected == "all":
        assert len(found) == 5
    else:
        assert found == ([expected] if expected else [])


def test_a_changed_name_is_found_and_the_old_one_no_longer(filled: Records) -> None:
    client = filled.client("C-0003")
    filled.update_client(client.id, Client(name="Mai Thị Ánh"), client.revision)
    assert [found.id for found in filled.search_clients("mai anh")] == ["C-0003"]
    assert filled.search_clients("nguyen") == ()


def test_results_come_by_name_and_no_more_than_asked_for(filled: Records) -> None:
    names = [client.details.name for client in filled.search_clients("", limit=3)]
    assert names == ["Anne-Marie O'Brien", "Nguyễn Thị Ánh", "Sören Straßer"]
