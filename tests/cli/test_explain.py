"""``explain``: every finding with its answer, its rule, its sources and its end."""

from pathlib import Path

from consult_app.resources import resource_path
from tests.cli.conftest import Command

CASE = resource_path("examples", "back_scars_waiting.yaml")
CLINIC = resource_path("examples", "clinic.yaml")


def test_every_finding_is_explained_in_the_order_of_the_verdict(command: Command) -> None:
    found = command("assess", CASE, "--clinic", CLINIC, "--format", "json").json["findings"]
    explained = command("explain", CASE, "--clinic", CLINIC, "--format", "json").json
    assert [each["id"].partition(".")[0] for each in explained] == [finding["id"] for finding in found]
    for each in explained:
        assert each["when"].startswith("When ")
        assert each["effect"]
        assert each["sources"]
        assert each["lapses"]


def test_one_finding_says_why_with_dates_and_sources(command: Command) -> None:
    (why,) = command("explain", CASE, "isotretinoin_recent", "--format", "json").json
    assert why["because"] == "Isotretinoin stopped recently: last capsule 12 Sep 2026, dose 20 mg daily"
    assert why["when"] == "When the last capsule was less than 6 months ago."
    assert (why["not_before"], why["lapses_on"]) == ("2027-03-12", "2027-03-12")
    assert (why["effective_from"], why["review_by"], why["review_overdue"]) == ("2026-11-01", "2027-11-01", False)
    assert {source["stance"] for source in why["sources"]} == {"supports", "disputes"}
    assert "recalled, to be verified" in {source["provenance"] for source in why["sources"]}


def test_the_text_reads_from_the_answer_to_the_source(command: Command) -> None:
    text = command("explain", CASE, "surgery_in_area").out
    order = [
        "Concerns: Right shoulder",
        "Because: ",
        "Rule: When ",
        "Then: Medical clearance",
        "Lapses: ",
        "Supports: ",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "isotretinoin" not in text


def test_decisions_are_told_with_whether_they_count(command: Command, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(
        "format: 1\nas_of: 2026-11-20\nremaining_answers: no\nanswers: {anticoagulant: yes, smoking: yes}\n"
        "decisions:\n"
        "  - {finding: anticoagulant, kind: clearance, by: Dr Whitcombe, role: gp, date: 2026-11-18, reason: Fine}\n"
        "  - {finding: smoking, kind: override, by: Jo Brennan, role: nurse, date: 2026-11-18, reason: Told}\n",
        "utf-8",
    )
    text = command("explain", case).out
    assert "Decision: Cleared by Dr Whitcombe, GP, 18 Nov 2026: Fine. Does not count on this day" in text
    assert "Decision: Overridden by Jo Brennan, nurse, 18 Nov 2026: Told\n" in text
    judged = command("assess", case, "--format", "json").json
    counted = {finding["id"]: [each["counts"] for each in finding["decisions"]] for finding in judged["findings"]}
    assert counted["anticoagulant"] == [False]
    assert counted["smoking"] == [True]


def test_an_unknown_finding_names_those_there_are(command: Command, tmp_path: Path) -> None:
    ran = command("explain", CASE, "horoscope")
    assert ran.status == 2
    assert "isotretinoin_recent" in ran.err
    assert "surgery_in_area.under_6_months" in ran.err
    plain = tmp_path / "case.yaml"
    plain.write_text("format: 1\nas_of: 2026-11-20\nremaining_answers: no\n", "utf-8")
    assert command("explain", plain, "horoscope").status == 2
    assert command("explain", plain).out == "Nothing found.\n"
    assert command("explain", plain, "--format", "json").json == []
