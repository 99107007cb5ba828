"""What assess prints of the outlook: earliest dates, what would change the outcome, and the next questions."""

from pathlib import Path

from tests.cli.conftest import Command
from tests.cli.test_case_contract import BACK, CLEAR, Judge

EXAMPLES = Path(__file__).parents[2] / "resources" / "examples"


def test_dates_ways_and_questions_are_printed_as_data(command: Command) -> None:
    result = command("assess", EXAMPLES / "back_scars_waiting.yaml", "--format", "json").json["outlook"]
    area = result["areas"]["shoulders.right"]
    assert area["earliest"]["day"] == result["earliest"]["day"] == "2027-03-12"
    assert area["earliest"]["because"] == ["isotretinoin_recent"]
    assert area["earliest"]["waits_for"][0].startswith("the written answer of the ")
    assert [way["day"] for way in area["what_would_change"]] == ["2027-03-30", "2027-03-12", "2026-12-06"]
    wait = area["what_would_change"][0]["changes"][1]
    assert wait == {"kind": "wait", "about": None, "value": "2027-03-30", "words": "wait until 30 Mar 2027"}
    assert area["what_would_change"][0]["outcome"] == "precautions"
    (question,) = result["next_questions"]
    assert question == {
        "id": "anticoagulant",
        "could_reach": "clearance",
        "areas": ["back_upper", "shoulders.left"],
        "if_no": None,
        "if_so": None,
        "may_wait": False,
    }


def test_what_nothing_helps_and_what_one_answer_opens(assess: Judge) -> None:
    barred = assess(CLEAR + BACK + "answers: {keloid_history: yes}\n").json["outlook"]["areas"]["back_upper"]
    assert barred["what_would_change"] == []
    assert barred["nothing_helps"] == "Nobody may lift this: Keloid tendency"
    assert barred["earliest"]["why_none"] == "Not to be treated: Keloid tendency"
    (no,) = assess(CLEAR + BACK + "answers: {anticoagulant: unsure}\n").json["outlook"]["next_questions"]
    assert (no["if_no"], no["if_so"]) == ({"back_upper": "treat"}, None)
    undated = assess(CLEAR + BACK + "answers: {peel_medium: {answer: yes, areas: [back_upper]}}\n").json
    (day,) = undated["outlook"]["next_questions"]
    assert (day["if_no"], day["if_so"]) == (None, "Medium peel: date is 23 Oct 2026 or earlier")


def test_the_lists_of_open_questions_stand_in_the_order_they_matter(assess: Judge) -> None:
    open_ = "answers: {vasovagal: unsure, anticoagulant: unsure, keloid_history: unsure}\n"
    result = assess(CLEAR + BACK + open_).json
    order = ["keloid_history", "anticoagulant", "vasovagal"]
    assert result["open_questions"] == result["person"]["open_questions"] == order
    assert result["areas"]["back_upper"]["open_questions"] == order
    assert [each["id"] for each in result["outlook"]["next_questions"]] == order


def test_what_would_allow_the_cream(assess: Judge) -> None:
    cream = "anaesthetic: {product: lidocaine_prilocaine, area_cm2: 700}\n"
    found = assess(CLEAR + BACK + cream).json["outlook"]["anaesthetic"]
    assert found["what_would_change"][0]["words"] == "Numb at most 600 cm²"
    small = assess(CLEAR + BACK + cream.replace("700", "200")).json["outlook"]["anaesthetic"]
    assert (small["what_would_change"], small["nothing_helps"]) == ([], None)


def test_the_text_says_it_in_short_blocks(command: Command, tmp_path: Path) -> None:
    out = command("assess", EXAMPLES / "back_scars_waiting.yaml").out
    assert "\nEarliest safe date\n  Upper back: 12 Mar 2027 (Isotretinoin stopped recently)\n" in out
    assert "\nMeanwhile\n  Can be answered now: Blood-thinning medicine\n" in out
    assert "\nWhat would change it: Upper back\n  Wait until 12 Mar 2027, if Blood-thinning medicine is No" in out
    assert "  Blood-thinning medicine. Could mean: needs medical clearance" in out
    diabetes = "{answer: yes, hba1c_mmol_mol: 50, hba1c_date: 2026-06-01, ulcer: no, numb_areas: []}"
    peel = "{answer: yes, date: 2026-11-13, areas: [back_upper]}"
    path = tmp_path / "case.yaml"
    cream = "anaesthetic: {product: lidocaine_prilocaine, area_cm2: 700}\n"
    path.write_text(f"{CLEAR}{BACK}{cream}answers: {{diabetes: {diabetes}, peel_medium: {peel}}}\n", "utf-8")
    out = command("assess", path).out
    assert "Upper back: by then needed afresh: Diabetes not well controlled, or HbA1c not known" in out
    assert "\nWhat would allow numbing\n  Numb at most 600 cm²  (then: treat with precautions)" in out
    path.write_text(f"{CLEAR}{BACK}answers: {{diabetes: {diabetes}}}\n", "utf-8")
    out = command("assess", path).out
    assert "Upper back: holds until 1 Dec 2026, then a rule gets stricter with these answers" in out
    path.write_text(f"{CLEAR}{BACK}answers: {{keloid_history: yes}}\n", "utf-8")
    out = command("assess", path).out
    assert "Upper back: no date yet. Not to be treated: Keloid tendency" in out
    assert "\nWhat would change it: Upper back\n  Nobody may lift this: Keloid tendency\n" in out
