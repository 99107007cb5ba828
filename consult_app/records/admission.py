"""Who is let in to the records: by a passphrase, by the recovery key, and only with slots that are in force."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from consult_app.errors import BadInputError, WrongPassphraseError
from consult_app.records.clinic_copy import Guard
from consult_app.records.key_file import KEYS, KeySet, read_keys, write_keys
from consult_app.records.key_table import recover_slot, settle_keys
from consult_app.records.keys import Slot, unwrap, wrap
from consult_app.records.passphrases import check_passphrase
from consult_app.records.recovery import read_recovery_key, replaced_sheet, unwrap_with_recovery
from consult_app.records.transactions import Transactions
from consult_app.records.unlock_failures import RECOVERY, UnlockFailures

Admit = Callable[[Transactions], None]


@dataclass(frozen=True)
class Admission:
    """The data key, and what is still to be settled with the records before anybody works with them."""

    data_key: bytes = field(repr=False)
    admit: Admit = field(repr=False)


Entry = Callable[[KeySet], Admission]
"""Somebody's way in through the key slots at hand."""


@dataclass(frozen=True)
class Door:
    """Where somebody comes in, and as whom; wrong tries are counted in the folder.

    ``guard`` tells what a changed clinic's file allows that it did not before.
    """

    home: Path
    practitioner_id: int
    now: Callable[[], dt.datetime]
    guard: Guard

    def by_passphrase(self, passphrase: str, keys: KeySet) -> Admission:
        """Let in with a passphrase; WrongPassphraseError, TooManyTriesError."""
        slot = keys.slot(self.practitioner_id)
        data_key = self._attempt(self.practitioner_id, lambda: unwrap(slot, passphrase))
        if slot.signing_key is None:
            slot = wrap(data_key, slot.practitioner, passphrase, slot.cost)
            keys = keys.with_slot(slot)
        return Admission(data_key, partial(_admit, self.home, keys, slot, passphrase))

    def by_recovery_key(self, typed: str, passphrase: str, keys: KeySet) -> Admission:
        """Let in with the recovery key, and give the practitioner a new passphrase.

        BadInputError names groups that were mistyped; WrongPassphraseError when it is not the key on the newest sheet.
        """
        slot, recovery = keys.slot(self.practitioner_id), keys.recovery
        if recovery is None:
            raise BadInputError(
                "This practice has no recovery sheet.", next_step="Make one under People, once unlocked."
            )
        key = read_recovery_key(typed)
        check_passphrase(passphrase)
        data_key = self._attempt(RECOVERY, lambda: unwrap_with_recovery(recovery, key))
        fresh = wrap(data_key, slot.practitioner, passphrase, slot.cost)
        return Admission(data_key, partial(_replace_slot, self.home, keys, fresh))

    def _attempt(self, whose: int, unlock: Callable[[], bytes]) -> bytes:
        return UnlockFailures(self.home, self.now).attempt(whose, unlock)


def _replace_slot(home: Path, at_hand: KeySet, slot: Slot, transactions: Transactions) -> None:
    """Put a slot in force that the recovery key made; an earlier sheet opens nothing, also not with an old file."""
    keys = transactions.run("settle keys", settle_keys, at_hand)
    write_keys(home / KEYS, keys)
    if keys.recovery is None or at_hand.recovery is None or keys.recovery.salt != at_hand.recovery.salt:
        raise replaced_sheet()
    write_keys(home / KEYS, transactions.run("recover", recover_slot, keys, slot))


def _admit(home: Path, at_hand: KeySet, slot: Slot, passphrase: str, transactions: Transactions) -> None:
    """Let in whom the records know: bring the key file up to date, and ask for the passphrase in force."""
    keys = transactions.run("settle keys", settle_keys, at_hand)
    if keys != read_keys(home / KEYS):
        write_keys(home / KEYS, keys)
    in_force = keys.slot(slot.practitioner.id)
    if in_force.salt != slot.salt:
        try:
            unwrap(in_force, passphrase)
        except WrongPassphraseError:
            raise WrongPassphraseError(
                "Your passphrase was changed, and this is the one before.", "Unlock with the new one."
            ) from None
