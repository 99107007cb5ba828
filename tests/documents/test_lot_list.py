"""The lot list names everybody who was treated with a lot, over as many pages as it takes."""

import datetime as dt
from pathlib import Path

import pytest

from consult_app.clinical.practice import Clinic
from consult_app.documents.lot_list import LotLine, lot_list
from consult_app.documents.options import Paper
from tests.documents.reading import reader, text_of

CLINIC = Clinic(name="Fernhill Skin Clinic", phones=("01632 960147",), address=("4 Fernhill Row",))
MADE_AT = dt.datetime(2026, 11, 20, 9, 12, tzinfo=dt.UTC)


def line(number: int, name: str = "Zoë Łukasz", *, signed: bool = True) -> LotLine:
    day = dt.date(2026, 11, 1) + dt.timedelta(days=number % 20)
    return LotLine(
        day, f"C-{number:04d}", name, ("Upper back", "Left shoulder"), "Needle cartridge", "Jo Brennan", signed
    )


def words(data: bytes, tmp_path: Path) -> str:
    return " ".join(text_of(data, tmp_path).split())


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_use_is_listed_with_its_client_date_areas_and_practitioner(paper: Paper, tmp_path: Path) -> None:
    lines = [line(1), line(2, "Marisol Vega", signed=False), line(2, "Marisol Vega")]
    text = words(lot_list("NC-24 118", lines, CLINIC, "Jo Brennan", MADE_AT, paper=paper), tmp_path)
    for part in ("Fernhill Skin Clinic", "C-0001", "Zoë Łukasz", "2 Nov 2026", "Marisol Vega", "Left shoulder"):
        assert part in text
    assert "2 people were treated with it in 3 uses" in text
    assert "not signed" in text
    assert "Made 20 Nov 2026, 09:12" in text


def test_a_long_list_goes_on_over_the_page_and_keeps_its_head(tmp_path: Path) -> None:
    data = lot_list("NC-24 118", [line(number) for number in range(1, 91)], CLINIC, "Jo Brennan", MADE_AT, sample=True)
    text = words(data, tmp_path)
    pages = len(reader(data).pages)
    assert pages > 1
    assert text.count("Treated by") == pages
    assert all(f"C-{number:04d}" in text for number in range(1, 91))


def test_nobody_and_one_person_are_said_so(tmp_path: Path) -> None:
    nobody = lot_list("X1", [], CLINIC, "Jo Brennan", MADE_AT)
    assert "Lot X1: nobody in these records was treated with it." in words(nobody, tmp_path)
    one = lot_list("X1", [line(1, "")], CLINIC, "Jo Brennan", MADE_AT)
    assert "Lot X1: 1 person was treated with it." in words(one, tmp_path)
    assert one == lot_list("X1", [line(1, "")], CLINIC, "Jo Brennan", MADE_AT)
