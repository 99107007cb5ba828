"""The records commands on a real practice: what goes in comes out, and every refusal has its exit status."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pyzipper

from consult_app.records.opening import open_practice
from tests.cli.conftest import CASE, WORDS, Command, Practice


def test_a_practice_is_set_up_once(command: Command, tmp_path: Path) -> None:
    practice = Practice(command, tmp_path)
    ran = practice("init", "--practitioner", "Dana Okafor", "--role", "nurse")
    assert (ran.status, ran.out.splitlines()[0]) == (0, "Set up for Dana Okafor, practitioner 1.")
    assert practice("init", "--practitioner", "Dana Okafor").status == 2
    assert practice("list", "--format", "json").json == {"clients": [], "consultations": []}


def test_what_was_added_is_listed_found_and_shown(practice: Practice) -> None:
    listed = practice("list", "--format", "json").json
    assert [client["name"] for client in listed["clients"]] == ["Zoë Łukasz"]
    assert [(each["id"], each["client"], each["status"]) for each in listed["consultations"]] == [
        (1, "C-0001", "draft")
    ]
    assert [client["id"] for client in practice("search", "lukasz zoe", "--format", "json").json] == ["C-0001"]
    assert practice("search", "nobody").out == "No client matches.\n"
    assert practice("list").out.splitlines()[0].startswith("C-0001  Zoë Łukasz, born")
    shown = practice("show", "1", "--format", "json").json
    assert shown["consultation"]["client"]["name"] == "Zoë Łukasz"
    assert shown["outcome"] == shown["verdict"]["outcome"] == "treat"
    assert [each["id"] for each in practice("show", "C-0001").json["consultations"]] == [1]


def test_what_was_decided_is_shown_with_who_why_and_until_when(practice: Practice, tmp_path: Path) -> None:
    assert practice("show", "1").json["decisions"] == []
    decided = (
        "decisions:\n- {finding: recent_tan_uv, kind: override, by: Dr Lena Ruiz, role: doctor, date: 2026-11-20,"
        " reason: Tan has faded, until: 2026-12-31}\n"
    )
    case = tmp_path / "decided.yaml"
    case.write_text(CASE.read_text("utf-8") + decided, "utf-8")
    number = practice("add", case).json["consultation"]
    (line,) = practice("show", number).json["decisions"]
    assert (line["kind"], line["act"], line["finding"], line["expires"], line["recorded_by"]) == (
        "override",
        "recorded",
        "recent_tan_uv",
        "2026-12-31",
        1,
    )
    assert (line["entry"]["by"], line["entry"]["reason"]) == ("Dr Lena Ruiz", "Tan has faded")


def test_a_signed_one_keeps_its_papers_and_cannot_be_signed_again(practice: Practice, tmp_path: Path) -> None:
    signed = practice("sign", "1").json
    assert signed["status"] == "finished"
    names = [document["name"] for document in signed["documents"]]
    assert {"treatment_plan", "aftercare", "consent"} <= set(names)
    again = practice("sign", "1")
    assert again.status == 2
    papers = tmp_path / "papers"
    assert practice("papers", "1", "-o", papers).status == 0
    known = practice("verify-document", papers / "aftercare.pdf").json
    assert (known["document"], known["client"], known["signed_by"]) == ("aftercare", "C-0001", "Dana Okafor")
    changed = papers / "changed.pdf"
    changed.write_bytes((papers / "aftercare.pdf").read_bytes() + b"\n")
    assert practice("verify-document", changed).status == 4


def test_nothing_altered_verifies_and_a_flipped_byte_does_not(practice: Practice) -> None:
    practice("sign", "1")
    ran = practice("verify")
    assert ran.status == 0
    assert ran.out.endswith("nothing was altered.\n")
    database = practice.home / "records.db"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(bytes(content))
    assert practice("verify").status in (2, 4)


def test_a_backup_comes_back_as_it_was(practice: Practice, command: Command, tmp_path: Path) -> None:
    before = practice("list", "--format", "json").json
    backup = tmp_path / "backups" / practice("backup", tmp_path / "backups").out.strip()
    restored = Practice(command, tmp_path)
    restored.home = tmp_path / "restored"
    dry = restored("restore", backup, restored.home, "--dry-run")
    assert (dry.status, restored.home.exists()) == (0, False)
    assert restored("restore", backup, restored.home).status == 0
    assert restored("list", "--format", "json").json == before
    assert restored("restore", backup, restored.home).status == 2


def test_refusals_have_their_status(practice: Practice, command: Command, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("another horse battery", "utf-8")
    ran = practice("list", passphrase=wrong)
    assert (ran.status, ran.out) == (3, "")
    assert practice("show", "99").status == 2
    assert practice("show", "one").status == 2
    assert practice("sign", "99").status == 2
    assert practice("verify-document", tmp_path / "absent.pdf").status == 2
    nameless = tmp_path / "nameless.yaml"
    nameless.write_text("format: 1\nas_of: 2026-11-20\n", "utf-8")
    assert practice("add", nameless).status == 2
    elsewhere = Practice(command, tmp_path)
    elsewhere.home = tmp_path / "elsewhere"
    assert elsewhere("list").status == 2


def test_an_id_of_another_system_is_kept_beside(practice: Practice, tmp_path: Path) -> None:
    case = tmp_path / "known.yaml"
    case.write_text("format: 1\nas_of: 2026-11-20\nclient: {id: C-0412, name: Ines Duarte}\n", "utf-8")
    ids = practice("add", case).json
    assert ids["client"] == "C-0002"
    shown = practice("show", "C-0002").json
    assert shown["foreign_id"] == "C-0412"
    assert json.dumps(shown).count("Ines Duarte") == 1


def test_a_client_is_handed_everything_and_erased_when_it_may_be(practice: Practice, tmp_path: Path) -> None:
    archive, words = tmp_path / "record.zip", tmp_path / "theirs"
    words.write_text("river lamp seven stones\n", "utf-8")
    assert practice("export", "C-0001", "-o", archive, "--archive-passphrase-file", words).status == 0
    with pyzipper.AESZipFile(archive) as members:
        members.setpassword(b"river lamp seven stones")
        assert json.loads(members.read("record.json"))["client"]["id"] == "C-0001"
    ran = practice("export", "C-0001", "-o", archive)
    with pyzipper.AESZipFile(archive) as members:
        members.setpassword(ran.out.split()[-1].encode())
        assert members.testzip() is None
    assert practice("erase", "C-0001").status == 0
    assert practice("search", "Zoe").out == "No client matches.\n"
    assert practice("verify").status == 0


def test_what_must_be_kept_is_not_erased(practice: Practice) -> None:
    practice("sign", "1")
    ran = practice("erase", "C-0001")
    assert ran.status == 2
    assert "must be kept until" in ran.err
    assert [client["name"] for client in practice("list", "--format", "json").json["clients"]] == ["Zoë Łukasz"]


def test_why_a_client_was_erased_is_kept_as_it_was_said(practice: Practice) -> None:
    assert practice("erase", "C-0001", "--reason", "  ").status == 2
    ran = practice("erase", "C-0001")
    assert (ran.status, ran.out.splitlines()[0]) == (0, "C-0001 was erased.")
    assert "no reason was stated" in ran.out
    second = practice("add", CASE).json["client"]
    ran = practice("erase", second, "--reason", "Asked for it by letter")
    assert (ran.status, ran.out) == (0, f"{second} was erased.\n")
    records = open_practice(practice.home, 1, WORDS)
    notes = [event.note for event in records.events() if event.kind == "client_erased"]
    assert notes == ["No reason was stated.", "Asked for it by letter"]
    records.close()


def test_at_a_terminal_the_reason_is_asked_for(practice: Practice) -> None:
    keyboard, terminal = pty.openpty()
    words = ("--home", practice.home, "records", "erase", "C-0001", "--passphrase-file", practice.words)
    program = [sys.executable, "-m", "consult_app", *map(str, words)]
    with subprocess.Popen(program, stdin=terminal, stdout=subprocess.PIPE, text=True) as child:
        os.write(keyboard, b"Moved abroad\n")
        out, _err = child.communicate()
    os.close(keyboard)
    os.close(terminal)
    assert (child.returncode, out) == (0, "Reason, which is kept: C-0001 was erased.\n")
    records = open_practice(practice.home, 1, WORDS)
    assert [event.note for event in records.events() if event.kind == "client_erased"] == ["Moved abroad"]
    records.close()
