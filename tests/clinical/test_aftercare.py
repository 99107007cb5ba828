"""Care sheets: which lines apply, the days they fall on, and words a client can read."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from consult_app.clinical.aftercare import timeline
from consult_app.clinical.audience import TreatedArea
from consult_app.clinical.care_protocol import CareProtocol
from consult_app.clinical.care_sheet import CareSheet, Line
from tests.clinical.knowledge_files import areas, care, content

TUESDAY = date(2027, 4, 13)
GROUPS = {name: area.group for name, area in areas().items()}


def treated(*keys: str) -> list[TreatedArea]:
    return [TreatedArea(key, GROUPS[key.partition(".")[0]], key) for key in keys]


def sheet(
    *keys: str,
    day: date | None = TUESDAY,
    time: str | None = "14:30",
    findings: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    as_of: date | None = None,
) -> CareSheet:
    return timeline(care(), day, time, treated(*keys), findings=findings, tags=tags, as_of=as_of)


def lines(found: CareSheet) -> list[Line]:
    rows = [line for step in found.after for line in (*step.feel, *step.to_do)]
    before = [line for step in found.before for line in (*step.do, *step.dont)]
    flags = [line for _, line in found.red_flags]
    return [*found.always, *before, *rows, *found.do, *found.dont, *found.normal, *flags]


def ids(found: CareSheet) -> set[str]:
    return {line.id for line in lines(found)}


def text(found: CareSheet, name: str) -> str:
    return next(line.text for line in lines(found) if line.id == name)


def test_the_rows_carry_dates_and_weekdays() -> None:
    found = sheet("back_upper")
    assert [(step.when, step.label) for step in found.after] == [
        ("Tue 13 Apr", "Today"),
        ("Wed 14 Apr", "Day 1"),
        ("15 to 16 Apr", "Days 2 to 3"),
        ("17 to 20 Apr", "Days 4 to 7"),
        ("21 to 27 Apr", "Week 2"),
        ("Tue 11 May", "Week 4"),
        ("Jul to Oct 2027", "Months 3 to 6"),
    ]
    over_a_month = sheet("back_upper", day=date(2027, 4, 28))
    assert over_a_month.after[2].when == "30 Apr to 1 May"


def test_without_a_date_the_days_are_numbered() -> None:
    found = sheet("back_upper", day=None, time=None)
    assert [step.when for step in found.after] == [
        "Day 0",
        "Day 1",
        "Days 2 to 3",
        "Days 4 to 7",
        "Days 8 to 14",
        "Day 28",
        "Months 3 to 6",
    ]
    assert found.before[-1].when == "1 day before"
    assert text(found, "day4_sport").startswith("Short, cool gym from day 4, then shower. Swim from day 5")
    assert "for 6 hours" in text(found, "day0_clean")


def test_a_day_or_more_is_whole_days_and_less_is_a_clock_time() -> None:
    found = sheet("back_upper")
    assert "until the end of Fri 16 Apr" in text(found, "day3_no_sweat")
    assert "from Sat 17 Apr" in text(found, "day4_sport")
    assert "until 20:30" in text(found, "day0_clean")
    assert "until 02:00" in text(sheet("back_upper", time="20:00"), "day0_clean")
    assert "for 6 hours" in text(sheet("back_upper", time=None), "day0_clean")
    assert "before Thu 15 Apr" in text(found, "day0_sunscreen")


def test_days_before_are_counted_back_and_past_ones_hold_from_now() -> None:
    found = sheet("back_upper", as_of=date(2027, 3, 28))
    assert [(step.day, step.when) for step in found.before][:3] == [
        (-28, "From now on"),
        (-14, "From Tue 30 Mar"),
        (-7, "From Tue 6 Apr"),
    ]
    assert [step.day for step in found.before] == [-28, -14, -7, -5, -3, -2, -1]


def test_creams_come_back_later_on_the_body_than_on_the_face() -> None:
    assert "Tue 20 Apr" in text(sheet("face_cheeks"), "week2_actives_face")
    assert "Fri 23 Apr" in text(sheet("back_upper"), "week2_actives_body")
    both = ids(sheet("face_cheeks", "back_upper"))
    assert "week2_actives_body" in both
    assert "week2_actives_face" not in both


@pytest.mark.parametrize(
    ("key", "there", "absent"),
    [
        ("back_upper", {"dont_strap", "day1_helper", "do_helper_tells", "dont_brush"}, {"dont_cycle", "flag_eye"}),
        ("shoulders.left", {"dont_strap", "day1_helper"}, {"dont_scalp"}),
        ("scalp", {"dont_scalp", "do_shampoo", "day0_minoxidil"}, {"dont_strap", "day1_rinse", "day0_cotton"}),
        ("buttocks", {"do_seat", "dont_cycle"}, {"dont_strap"}),
        ("thighs.right", {"do_seat", "dont_cycle"}, {"day1_helper"}),
        ("upper_arms", {"dont_deodorant"}, {"dont_cycle"}),
        ("abdomen", {"dont_waistband"}, {"dont_strap"}),
        ("face_cheeks", {"flag_eye", "do_pillow", "normal_red_face"}, {"do_sheets", "dont_tight", "normal_red_body"}),
    ],
)
def test_lines_of_the_body_follow_the_area(key: str, there: set[str], absent: set[str]) -> None:
    found = ids(sheet(key))
    assert there <= found
    assert not absent & found


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        ("hypertrophic_history", "before_raised_scar_patch"),
        ("allergy_nickel", "before_nickel_patch"),
        ("hsv_history_field", "before_antiviral"),
    ],
)
def test_some_lines_come_with_a_finding(finding: str, line: str) -> None:
    assert line in ids(sheet("back_upper", findings=(finding,)))
    assert line not in ids(sheet("back_upper"))


@pytest.mark.parametrize(
    ("tag", "line"),
    [
        ("careful_skin", "before_careful_patch"),
        ("careful_skin", "week2_sun_careful"),
        ("numbed", "flag_numbing"),
        ("numbed", "day0_numb"),
        ("scar_work", "normal_red_body_scars"),
    ],
)
def test_some_lines_come_with_the_plan(tag: str, line: str) -> None:
    assert line in ids(sheet("back_upper", tags=(tag,)))
    assert line not in ids(sheet("back_upper"))


def test_medicines_are_never_stopped_on_our_word() -> None:
    found = sheet("back_upper")
    assert {line.id for line in found.always} == {"before_medicines", "before_medicines_never"}
    assert "Ask the doctor" in text(found, "before_retinoid")
    stopping = [line.text for line in lines(found) if re.search(r"\bstop\b", line.text, re.IGNORECASE)]
    assert stopping == [text(found, "before_medicines_never")]


def test_each_warning_sign_has_its_urgency() -> None:
    found = sheet("face_cheeks", tags=("numbed",))
    assert len(found.call("emergency")) == 3
    assert [line.id for line in found.call("emergency_eye")] == ["flag_eye", "flag_blisters_eye"]
    assert len(found.call("same_day")) == 6
    assert {line.id for line in found.call("two_weeks")} == {"flag_scar", "flag_dark", "flag_lines"}
    assert all(line.safety for _, line in found.red_flags)


@pytest.mark.parametrize("key", GROUPS)
def test_every_area_gets_a_full_sheet_in_which_safety_fits(key: str) -> None:
    found = sheet(key, tags=("careful_skin", "numbed", "scar_work"))
    assert all(step.feel and step.to_do for step in found.after)
    assert len(found.do) >= 3
    assert len(found.normal) == 4
    assert len(found.call("same_day")) <= 6
    assert sum(line.safety for line in found.dont) <= 5
    assert all(len(line.text) <= 115 for line in lines(found))


@given(
    day=st.dates(date(2026, 1, 1), date(2040, 1, 1)),
    keys=st.lists(st.sampled_from(sorted(GROUPS)), min_size=1, max_size=4, unique=True),
)
def test_steps_are_in_order_and_days_are_counted_from_the_session(day: date, keys: list[str]) -> None:
    found = sheet(*keys, day=day)
    before = [step.date for step in found.before if step.date]
    after = [step.date for step in found.after if step.date]
    assert before == sorted(before)
    assert all(one < two for one, two in pairwise(after))
    assert all(step.date == day + timedelta(step.day) for step in found.before)
    assert before[-1] < day == after[0]
    ranks = [line.rank for line in found.dont]
    assert ranks == sorted(ranks)
    assert not any("{" in line.text for line in lines(found))


def syllables(word: str) -> int:
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = word.lower().endswith("e") and not word.lower().endswith("le") and len(groups) > 1
    return max(1, len(groups) - silent)


def reading_grade(texts: list[str]) -> float:
    """Flesch-Kincaid grade of the texts together."""
    sentences = [s for one in texts for s in re.split(r"[.!?]+", one) if s.strip()]
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z']+", sentence)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_the_sheets_read_at_grade_six_or_easier() -> None:
    for key in ("back_upper", "face_cheeks", "scalp"):
        found = sheet(key, day=None, time=None, tags=("careful_skin", "numbed"))
        assert reading_grade([line.text for line in lines(found)]) <= 6


def test_lines_need_sources_a_row_and_an_id_of_their_own() -> None:
    whole = content("aftercare", "care.yaml")
    homeless = {**whole["after"][0], "id": "stray", "day": 5}
    twice = whole["advice"][0]
    unsourced = {**whole["advice"][0], "id": "bare", "sources": []}
    for part, line in (("after", homeless), ("advice", twice), ("advice", unsourced)):
        with pytest.raises(ValidationError):
            CareProtocol.model_validate({**whole, part: [*whole[part], line]})


def test_a_row_ends_no_earlier_than_it_starts() -> None:
    whole = content("aftercare", "care.yaml")
    backwards = [*whole["rows"], {"label": "Day 40", "day": 40, "until_day": 39}]
    with pytest.raises(ValidationError):
        CareProtocol.model_validate({**whole, "rows": backwards})


def test_staff_know_what_to_do_on_the_day_and_when_to_stop() -> None:
    lines = {line.id: line for line in care().session}
    assert {line.moment for line in lines.values()} == {"arrival", "during"}
    assert "temperature" in lines["arrival_ask_again"].text
    assert lines["during_stop"].kind == "stop"
    assert "tingling mouth" in lines["during_stop"].text


@pytest.mark.parametrize(
    ("key", "line", "words"),
    [
        ("back_upper", "day0_heat", "strong water jet"),
        ("back_upper", "day1_helper", "clean single-use pad"),
        ("back_upper", "do_cotton", "clean each day, no fabric softener"),
        ("back_upper", "do_sheets", "Lie on the other side"),
        ("back_upper", "dont_strap", "harness"),
        ("back_upper", "dont_bath", "No pool or sea before Sun 18 Apr"),
        ("back_upper", "day4_sport", "then shower"),
        ("back_upper", "dont_dirt", "grease"),
        ("thighs.left", "do_seat", "for 3 days"),
        ("scalp", "do_shampoo", "from Thu 15 Apr"),
        ("axilla", "dont_deodorant", "until the end of Thu 15 Apr"),
        ("face_nose", "flag_blisters_eye", "nose tip"),
        ("face_nose", "day0_feel", "a bit swollen"),
    ],
)
def test_lines_say_what_the_reference_says(key: str, line: str, words: str) -> None:
    assert words in text(sheet(key), line)
