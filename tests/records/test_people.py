"""People come and go by the clinical lead's hand, each with their own keys, and the trail tells of every act."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from consult_app.clinical.consultation import Practitioner
from consult_app.errors import BadInputError, VerificationError, WrongPassphraseError
from consult_app.records.key_file import read_keys
from consult_app.records.key_table import load_keys, save_keys
from consult_app.records.opening import open_practice, practitioners, recover_practice
from consult_app.records.store import Records
from consult_app.records.unlock_failures import FILE
from consult_app.records.values import StaleRevisionError, StorageError

JO = Practitioner(name=" Jo Brennan ", role="doctor", licence="12X3456E")
JOS = "another horse battery"
NEW = "a third horse battery"


@pytest.fixture
def practice(home: Path, passphrase: str) -> Iterator[Records]:
    """A practice of two: Dana leads, Jo has joined."""
    opened = open_practice(home, 1, passphrase)
    opened.people.add(passphrase, JO, JOS)
    yield opened
    opened.close()


def kinds(records: Records) -> list[tuple[str, str]]:
    everyday = {"practice_created", "practice_opened"}
    return [(event.kind, event.subject) for event in records.events() if event.kind not in everyday]


def reopened(practice: Records, home: Path, practitioner_id: int, passphrase: str) -> Records:
    practice.close()
    return open_practice(home, practitioner_id, passphrase)


def test_a_new_practitioner_unlocks_the_same_records_with_a_passphrase_of_their_own(
    practice: Records, home: Path, passphrase: str
) -> None:
    dana, jo = practice.people.everyone()
    assert (jo.id, jo.name, jo.role, jo.licence, jo.is_lead) == (2, "Jo Brennan", "doctor", "12X3456E", False)
    assert practitioners(home) == (dana, jo)
    data_key = practice.people.prove(passphrase).data_key
    opened = reopened(practice, home, 2, JOS)
    assert opened.practitioner == jo
    assert opened.people.prove(JOS).data_key == data_key
    assert opened.people.prove(JOS).signing_key.private_bytes_raw() != data_key
    assert kinds(opened) == [("practitioner_added", "practitioner 2")]
    with pytest.raises(WrongPassphraseError):
        opened.people.prove(JOS, 1)
    opened.close()


def test_only_the_lead_manages_and_proves_it(practice: Records, home: Path, passphrase: str) -> None:
    with pytest.raises(WrongPassphraseError):
        practice.people.add("wrong horse battery", JO, NEW)
    with pytest.raises(BadInputError, match="no name"):
        practice.people.add(passphrase, Practitioner(name=" "), NEW)
    with pytest.raises(BadInputError, match="15 characters"):
        practice.people.add(passphrase, JO, "short")
    opened = reopened(practice, home, 2, JOS)
    people = opened.people
    acts: list[Callable[[], object]] = [
        lambda: people.add(JOS, JO, NEW),
        lambda: people.disable(JOS, 1),
        lambda: people.give_passphrase(JOS, 1, NEW),
        lambda: people.change_details(JOS, 1, JO),
        lambda: people.set_lead(JOS, 2, is_lead=True),
        lambda: people.new_recovery_sheet(JOS),
    ]
    for act in acts:
        with pytest.raises(BadInputError, match="Only a clinical lead"):
            act()
    assert len(people.everyone()) == 2
    opened.close()


def test_a_disabled_practitioner_cannot_unlock_until_the_lead_gives_a_passphrase(
    practice: Records, home: Path, passphrase: str
) -> None:
    before = practice.people.everyone()[1]
    practice.people.disable(passphrase, 2)
    assert practice.people.everyone()[1].disabled_at is not None
    assert [person.id for person in practitioners(home)] == [1]
    practice.close()
    with pytest.raises(BadInputError, match="no key"):
        open_practice(home, 2, JOS)
    opened = open_practice(home, 1, passphrase)
    opened.people.give_passphrase(passphrase, 2, NEW)
    opened = reopened(opened, home, 2, NEW)
    assert opened.practitioner.disabled_at is None
    assert opened.practitioner.public_key != before.public_key
    assert [kind for kind, _ in kinds(opened)] == ["practitioner_added", "practitioner_disabled", "passphrase_given"]
    opened.close()


def test_somebody_always_leads(practice: Records, passphrase: str) -> None:
    people = practice.people
    with pytest.raises(BadInputError, match="Somebody must be clinical lead"):
        people.set_lead(passphrase, 1, is_lead=False)
    assert people.everyone()[0].is_lead
    with pytest.raises(BadInputError, match="cannot disable yourself"):
        people.disable(passphrase, 1)
    people.set_lead(passphrase, 2, is_lead=True)
    people.set_lead(passphrase, 1, is_lead=False)
    assert [person.is_lead for person in people.everyone()] == [False, True]
    with pytest.raises(BadInputError, match="Only a clinical lead"):
        people.set_lead(passphrase, 1, is_lead=True)
    assert kinds(practice)[-2:] == [("lead_made", "practitioner 2"), ("lead_ended", "practitioner 1")]


def test_details_change_on_the_list_and_on_the_unlock_screen(practice: Records, home: Path, passphrase: str) -> None:
    changed = practice.people.change_details(passphrase, 2, Practitioner(name="Jo Adeyemi", role="nurse"))
    assert (changed.name, changed.role, changed.licence) == ("Jo Adeyemi", "nurse", None)
    assert practitioners(home)[1] == changed
    assert kinds(practice)[-1] == ("practitioner_changed", "practitioner 2")
    practice.people.disable(passphrase, 2)
    practice.people.change_details(passphrase, 2, JO)
    assert practice.people.everyone()[1].name == "Jo Brennan"
    assert len(practitioners(home)) == 1


def test_changing_a_passphrase_keeps_both_keys(practice: Records, home: Path, passphrase: str) -> None:
    before = practice.people.prove(passphrase)
    with pytest.raises(WrongPassphraseError):
        practice.people.change_passphrase("wrong horse battery", NEW)
    with pytest.raises(BadInputError, match="15 characters"):
        practice.people.change_passphrase(passphrase, "short")
    with pytest.raises(BadInputError, match="your own"):
        practice.people.give_passphrase(passphrase, 1, NEW)
    practice.people.change_passphrase(passphrase, NEW)
    practice.close()
    with pytest.raises(WrongPassphraseError):
        open_practice(home, 1, passphrase)
    opened = open_practice(home, 1, NEW)
    after = opened.people.prove(NEW)
    assert after.data_key == before.data_key
    assert after.signing_key.private_bytes_raw() == before.signing_key.private_bytes_raw()
    assert ("passphrase_changed", "practitioner 1") in kinds(opened)
    opened.close()


def test_the_recovery_sheet_gives_a_new_passphrase_and_a_newer_sheet_replaces_it(
    practice: Records, home: Path, passphrase: str
) -> None:
    people = practice.people
    assert people.recovery_state() == "none"
    with pytest.raises(BadInputError, match="no recovery sheet"):
        people.confirm_recovery_sheet()
    first = people.new_recovery_sheet(passphrase)
    assert people.recovery_state() == "unconfirmed"
    earlier = (home / "keys.json").read_bytes()
    second = people.new_recovery_sheet(passphrase)
    people.confirm_recovery_sheet()
    assert people.recovery_state() == "confirmed"
    old_key = people.everyone()[1].public_key
    practice.close()
    with pytest.raises(WrongPassphraseError, match="newest recovery sheet"):
        recover_practice(home, " ".join(first), 2, NEW)
    with pytest.raises(BadInputError, match="15 characters"):
        recover_practice(home, " ".join(second), 2, "short")
    newest = (home / "keys.json").read_bytes()
    (home / "keys.json").write_bytes(earlier)
    with pytest.raises(WrongPassphraseError, match="newest recovery sheet"):
        recover_practice(home, " ".join(first), 2, NEW)
    assert (home / "keys.json").read_bytes() == newest
    opened = recover_practice(home, "-".join(second).lower(), 2, NEW)
    assert (opened.practitioner.name, opened.people.recovery_state()) == ("Jo Brennan", "confirmed")
    assert opened.practitioner.public_key not in (None, old_key)
    assert ("recovery_key_used", "practitioner 2") in kinds(opened)
    assert ("unlock_failed", "practitioner 0") in kinds(opened)
    opened = reopened(opened, home, 2, NEW)
    opened.close()
    with pytest.raises(WrongPassphraseError):
        open_practice(home, 2, JOS)
    open_practice(home, 1, passphrase).close()


def test_without_a_sheet_nothing_is_recovered(home: Path) -> None:
    with pytest.raises(BadInputError, match="no recovery sheet"):
        recover_practice(home, "0000R " * 8, 1, NEW)


def test_a_stop_before_the_key_file_was_written_is_put_right_at_the_next_unlock(
    practice: Records, home: Path, passphrase: str
) -> None:
    before = (home / "keys.json").read_bytes()
    practice.people.add(passphrase, Practitioner(name="Ayesha Khan"), "a fourth horse battery")
    practice.people.change_passphrase(passphrase, NEW)
    practice.people.disable(NEW, 2)
    after = read_keys(home / "keys.json")
    practice.close()
    (home / "keys.json").write_bytes(before)
    with pytest.raises(BadInputError, match="no longer unlock"):
        open_practice(home, 2, JOS)
    with pytest.raises(WrongPassphraseError, match="was changed"):
        open_practice(home, 1, passphrase)
    assert read_keys(home / "keys.json") == after
    opened = open_practice(home, 1, NEW)
    assert ("keys_settled", "") in kinds(opened)
    opened = reopened(opened, home, 3, "a fourth horse battery")
    opened.close()


def test_records_put_back_from_a_backup_keep_the_newer_passphrase(
    practice: Records, home: Path, passphrase: str
) -> None:
    practice.close()
    before = (home / "records.db").read_bytes()
    opened = open_practice(home, 1, passphrase)
    opened.people.change_passphrase(passphrase, NEW)
    opened.people.add(NEW, Practitioner(name="Ayesha Khan"), "a fourth horse battery")
    opened.close()
    (home / "records.db").write_bytes(before)
    opened = open_practice(home, 1, NEW)
    assert [person.id for person in opened.people.everyone()] == [1, 2]
    opened = reopened(opened, home, 1, NEW)
    assert [person.id for person in practitioners(home)] == [1, 2]
    opened.close()


def test_a_key_file_that_cannot_be_written_is_said_and_the_change_is_kept(
    practice: Records, home: Path, passphrase: str
) -> None:
    (home / "keys.json").unlink()
    (home / "keys.json").mkdir()
    with pytest.raises(StorageError, match=r"keys\.json could not be written"):
        practice.people.change_details(passphrase, 2, Practitioner(name="Jo Adeyemi"))
    assert practice.people.everyone()[1].name == "Jo Adeyemi"


def test_the_demonstration_has_people_and_no_keys(records: Records) -> None:
    assert [person.name for person in records.people.everyone()] == ["Dana Okafor"]
    assert records.people.recovery_state() == "none"
    with pytest.raises(BadInputError, match="demonstration"):
        records.people.prove("any passphrase at all")


def test_a_right_passphrase_leaves_no_count(practice: Records, home: Path, passphrase: str) -> None:
    practice.people.prove(passphrase)
    assert not (home / FILE).exists()


def test_two_leads_in_two_rooms_do_not_overwrite_each_other(practice: Records, passphrase: str) -> None:
    before = practice.transactions.read("read keys", load_keys)
    assert before is not None
    practice.people.change_details(passphrase, 2, Practitioner(name="Jo Adeyemi"))
    with pytest.raises(StaleRevisionError, match="Somebody else"):
        practice.transactions.run("save keys", save_keys, before.without(2), before)
    assert [person.id for person in practice.people.everyone()] == [1, 2]


def test_records_without_this_practitioner_are_said_to_be_of_another_backup(practice: Records, passphrase: str) -> None:
    with pytest.raises(VerificationError, match="do not know this practitioner"):
        practice.people.change_details(passphrase, 7, JO)
