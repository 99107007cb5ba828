"""``protocol``: the page written or printed, with the clinic's changes only where its file is named."""

from pathlib import Path

from tests.cli.conftest import Command


def test_the_page_is_printed_or_written_the_same(command: Command, tmp_path: Path) -> None:
    printed = command("protocol").out
    assert printed.startswith("# Protocol for microneedling\n")
    assert command("protocol", "-o", tmp_path / "page.md").status == 0
    assert (tmp_path / "page.md").read_text("utf-8") == printed


def test_the_clinics_file_counts_only_when_it_is_named(command: Command, tmp_path: Path) -> None:
    clinic = tmp_path / "home" / "clinic.yaml"
    clinic.parent.mkdir()
    clinic.write_text("format: 1\nchanges:\n  - {entry: isotretinoin_recent, months: 12}\n", "utf-8")
    words = "When the last capsule was less than 12 months ago"
    assert words not in command("protocol").out
    assert words in command("protocol", "--clinic", clinic).out


def test_a_place_that_cannot_be_written_is_bad_input(command: Command, tmp_path: Path) -> None:
    assert command("protocol", "-o", tmp_path / "nowhere" / "page.md").status == 2
