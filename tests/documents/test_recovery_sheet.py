"""The recovery sheet holds every group on one page, on both papers."""

import datetime as dt
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from consult_app.documents.options import Paper
from consult_app.documents.recovery_sheet import recovery_sheet
from tests.documents.reading import reader, text_of

GROUPS = ("0B3D1", "7K2MQ", "ZX9T4", "HRPV8", "1G5WC", "N6YA0", "SJE4F", "D8Q2X")
MADE_AT = dt.datetime(2026, 11, 20, 9, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_all_groups_stand_on_one_page_in_order(paper: Paper, tmp_path: Path) -> None:
    data = recovery_sheet("Fernhill Skin Clinic", "Jo Brennan", GROUPS, MADE_AT, paper)
    words = text_of(data, tmp_path).split()
    assert len(reader(data).pages) == 1
    assert [word for word in words if word in GROUPS] == list(GROUPS)
    text = " ".join(words)
    for part in ("Fernhill Skin Clinic", "Made for Jo Brennan", "Made 20 Nov 2026, 09:12", "Page 1 of 1"):
        assert part in text


def test_equal_input_gives_equal_bytes_and_every_face_is_embedded() -> None:
    first, second = (recovery_sheet("", "Jo Brennan", GROUPS, MADE_AT) for _time in range(2))
    assert first == second
    with pikepdf.open(BytesIO(first)) as pdf:
        embedded = [str(each["/FontName"]) for each in pdf.objects if "/FontFile2" in _entries(each)]
    assert any("SpaceMono" in name for name in embedded)


def _entries(value: pikepdf.Object) -> set[str]:
    return set(value.keys()) if isinstance(value, pikepdf.Dictionary) else set()
