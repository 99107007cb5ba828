"""Lists of clients come in from other programs, row by row with reasons, and go out so that they come back whole."""

import datetime as dt
import stat
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult_app.clinical.consultation import Client
from consult_app.errors import BadInputError
from consult_app.records.csv_cells import guarded, unguarded
from consult_app.records.csv_columns import column_problem, guessed_columns
from consult_app.records.csv_dates import order_of, read_birth_date
from consult_app.records.csv_import import Preview, StoppedError
from consult_app.records.csv_reading import read_table
from consult_app.records.csv_rows import RowRead, read_rows
from consult_app.records.store import Records

TODAY = dt.date(2026, 11, 20)


def go_on(_done: int, _total: int) -> bool:
    return True


def previewed(records: Records, text: str) -> Preview:
    table = read_table(text.encode())
    return records.directory.preview(table, guessed_columns(table.header), "day_first", TODAY, go_on)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encoding_and_separator_are_found_out(encoding: str, separator: str) -> None:
    text = f"Name{separator}Town\r\nZoë Müller{separator}Köln\r\n"
    table = read_table(text.encode(encoding))
    assert table.header == ("Name", "Town")
    assert [(row.line, row.cells) for row in table.rows] == [(2, ("Zoë Müller", "Köln"))]


def test_a_cell_may_hold_separators_quotes_and_lines() -> None:
    table = read_table(b'Name,Address\n"Vega, ""Mari""","1 High Street\nTown"\n\nTom,x\n')
    assert [(row.line, row.cells[0]) for row in table.rows] == [(2, 'Vega, "Mari"'), (5, "Tom")]


@pytest.mark.parametrize("content", [b"", b"Name\n", b"PK\x03\x04\0\0", b'Name,B\n"open', b"\x81\x8d\x8f"])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(BadInputError):
        read_table(content)


def test_columns_are_guessed_by_their_names() -> None:
    header = (
        "Client ID",
        "First name",
        "SURNAME",
        "D.O.B",
        "Date of Birth",
        "Mobile",
        "E-Mail",
        "Street",
        "Postcode",
        "x",
    )
    guessed = (
        "foreign_id",
        "given_name",
        "family_name",
        "",
        "date_of_birth",
        "phone",
        "email",
        "address",
        "address",
        "",
    )
    assert guessed_columns(header) == guessed
    assert column_problem(guessed) == ""
    assert "name" in column_problem(("", "phone"))
    assert column_problem(("name", "phone", "phone")) == "Phone is chosen for two columns."


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["02/04/1991", "25/04/1991"], "day_first"),
        (["02/04/1991", "04/25/1991"], "month_first"),
        (["02/04/1991"], None),
        (["25/04/1991", "04/25/1991"], None),
        (["1991-04-02", "", "2 Apr 1991", "04/04/1991"], "day_first"),
    ],
)
def test_the_order_of_day_and_month_shows_itself_or_is_asked_for(texts: list[str], order: str | None) -> None:
    assert order_of(texts) == order


@pytest.mark.parametrize(
    ("text", "day_first", "month_first"),
    [
        ("02/04/1991", (1991, 4, 2), (1991, 2, 4)),
        ("2.4.91", (1991, 4, 2), (1991, 2, 4)),
        ("2.4.25", (2025, 4, 2), (2025, 2, 4)),
        ("1991-04-02", (1991, 4, 2), (1991, 4, 2)),
        ("1991-04-02T00:00:00", (1991, 4, 2), (1991, 4, 2)),
        ("02/04/1991 00:00", (1991, 4, 2), (1991, 2, 4)),
        ("2 April 1991", (1991, 4, 2), (1991, 4, 2)),
        ("19910402", (1991, 4, 2), (1991, 4, 2)),
        ("25/04/1991", (1991, 4, 25), None),
        ("31/02/1991", None, None),
        ("1991", None, None),
        ("2.4.", None, None),
        ("soon", None, None),
    ],
)
def test_birth_dates_are_read_whole_or_not(
    text: str, day_first: tuple[int, int, int] | None, month_first: tuple[int, int, int] | None
) -> None:
    assert read_birth_date(text, "day_first", TODAY) == (dt.date(*day_first) if day_first else None)
    assert read_birth_date(text, "month_first", TODAY) == (dt.date(*month_first) if month_first else None)


def test_rows_are_read_or_refused_with_line_and_reason() -> None:
    table = read_table(
        b"Name,Birth date,Weight,Height,Sex,ID\n"
        b'Marisol Vega,2.4.1991,"64,5 kg",168,F,77\n'
        b",2.4.1991,,,,\n"
        b"Tom,31.2.1991,,,,\n"
        b"Ann,2.4.2091,,,,\n"
        b"Ben,2.4.1900,,,,\n"
        b"Cy,,much,,,\n"
        b"Di,,900,,,\n"
        b"Ed\n"
    )
    read, refused = read_rows(table, guessed_columns(table.header), "day_first", TODAY)
    born = dt.date(1991, 4, 2)
    marisol = Client(name="Marisol Vega", date_of_birth=born, weight_kg=64.5, height_cm=168, sex_at_birth="female")
    assert read == (RowRead(2, marisol, "77"), RowRead(9, Client(name="Ed")))
    assert [(row.line, row.reason) for row in refused] == [
        (3, "No name."),
        (4, "The birth date “31.2.1991” cannot be read."),
        (5, "The birth date “2.4.2091” is in the future."),
        (6, "The birth date “2.4.1900” is more than 125 years ago."),
        (7, "Weight in kg “much” is no number."),
        (8, "Weight in kg is outside what can be stored."),
    ]


def test_duplicates_are_marked_against_the_records_and_within_the_file(records: Records) -> None:
    records.add_client(Client(name="Marisol Vega", date_of_birth=dt.date(1991, 4, 2)), foreign_id="9")
    preview = previewed(
        records, "ID,Name,DOB\n1,Vega Marisol,1991-04-02\n2,Tom A,1980-01-01\n3,Tom A,1980-01-01\n9,New One,\n"
    )
    assert [row.duplicate for row in preview.rows] == [
        "Same name and birth date: C-0001",
        "",
        "Same name and birth date: line 3",
        "Same ID in the other program: C-0001",
    ]
    assert [row.line for row in preview.without_duplicates()] == [3]
    assert len(preview.duplicates) == 3


def test_an_import_stores_all_rows_and_they_are_found(records: Records) -> None:
    records.add_client(Client(name="Earlier One"))
    preview = previewed(records, "ID,Name,DOB,Phone\nK-1,Marisol Vega,1991-04-02,01632 960123\nK-2,Tom Adeyemi,,\n")
    assert records.directory.import_clients(preview.rows, go_on) == 2
    for typed in ("vega mar", "k-1", "2.4.1991", "960123", "marisl"):
        assert [client.id for client in records.search_clients(typed)] == ["C-0002"]
    assert records.client("C-0003").foreign_id == "K-2"
    assert records.events()[-1].kind == "clients_imported"


def goes_on(stop_at: int, done: int, _total: int) -> bool:
    return done < stop_at


def test_a_stopped_import_leaves_nothing(records: Records) -> None:
    preview = previewed(records, "Name\nMarisol Vega\nTom Adeyemi\n")
    for stop_at in (0, 2):
        with pytest.raises(StoppedError):
            records.directory.import_clients(preview.rows, partial(goes_on, stop_at))
    assert records.search_clients("") == ()
    with pytest.raises(StoppedError):
        records.directory.preview(
            read_table(b"Name\nTom\n"), ("name",), "day_first", TODAY, lambda _done, _total: False
        )


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=30)
CELL = TEXT.map(str.strip).filter(bool)
PEOPLE = st.builds(
    Client,
    name=CELL,
    date_of_birth=st.none() | st.dates(dt.date(1930, 1, 1), TODAY),
    phone=st.none() | CELL,
    email=st.none() | CELL,
    address=st.none() | CELL,
    sex_at_birth=st.sampled_from([None, "female", "male", "intersex"]),
    height_cm=st.none() | st.integers(100, 250).map(float),
    weight_kg=st.none() | st.integers(250, 3500).map(lambda tenths: tenths / 10),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(people=st.lists(st.tuples(PEOPLE, st.none() | CELL), min_size=1, max_size=4))
def test_what_goes_out_comes_back_the_same(
    records: Records, tmp_path: Path, people: list[tuple[Client, str | None]]
) -> None:
    added = [records.add_client(details, foreign_id) for details, foreign_id in people]
    file = tmp_path / "clients.csv"
    records.directory.export(file)
    table = read_table(file.read_bytes())
    read, refused = read_rows(table, guessed_columns(table.header), "day_first", TODAY)
    assert refused == ()
    assert [(row.details, row.foreign_id) for row in read][-len(people) :] == people
    assert len(added) == len(people)


def test_an_export_is_private_noted_and_no_formula(records: Records, tmp_path: Path) -> None:
    records.add_client(Client(name="=HYPERLINK(1)", phone="+44 1632 960123", address="@here"))
    file = tmp_path / "clients.csv"
    assert records.directory.export(file) == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"'=HYPERLINK(1)" in file.read_bytes()
    assert (records.events()[-1].kind, records.events()[-1].detail) == ("clients_exported", "1 clients")


@given(st.text())
def test_a_guarded_cell_comes_back_and_is_no_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@"))
