"""The data key, and the slots in which a practitioner's passphrase wraps it and their own signing key."""

import secrets
from dataclasses import asdict, dataclass, field, replace
from typing import Literal

from argon2.low_level import ARGON2_VERSION
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import Field

from consult_app.errors import VerificationError, WrongPassphraseError
from consult_app.records.derivation import FULL_COST, LEAST_COST, MOST_PASSES, Cost, derive
from consult_app.records.passphrases import check_passphrase, normal
from consult_app.records.sealing import Base64, Sealed, Strict, bytes_of, seal, text_of, unseal
from consult_app.records.values import StoredPractitioner

_SIGNING = "signing key"


class Slot(Strict):
    """The keys as one practitioner's passphrase wraps them, and whom the unlock screen names.

    Slots of the first version have no signing key; they get one when they are next unlocked.
    """

    practitioner: StoredPractitioner
    memory_kib: int = Field(ge=LEAST_COST.memory_kib, le=4 * 1024 * 1024)
    passes: int = Field(ge=LEAST_COST.passes, le=MOST_PASSES)
    lanes: int = Field(ge=LEAST_COST.lanes, le=64)
    argon2_version: Literal[19] = ARGON2_VERSION
    salt: Base64
    nonce: Base64
    wrapped_key: Base64
    signing_key: Sealed | None = None

    @property
    def cost(self) -> Cost:
        """What one try of the passphrase costs."""
        return Cost(self.memory_kib, self.passes, self.lanes)


@dataclass(frozen=True)
class Unlocked:
    """What a slot gives for the right passphrase: the key of the records, and the practitioner's own for signing."""

    data_key: bytes = field(repr=False)
    signing_key: Ed25519PrivateKey = field(repr=False)


def new_data_key() -> bytes:
    """A random 256-bit key."""
    return secrets.token_bytes(32)


def wrap(
    data_key: bytes,
    practitioner: StoredPractitioner,
    passphrase: str,
    cost: Cost = FULL_COST,
    signing_key: Ed25519PrivateKey | None = None,
) -> Slot:
    """A slot that gives the keys back for this passphrase; refuses a short passphrase.

    Without a signing key a new one is made. The slot's practitioner holds its public half.
    """
    check_passphrase(passphrase)
    signing_key = signing_key or Ed25519PrivateKey.generate()
    salt = secrets.token_bytes(16)
    key = derive(normal(passphrase), salt, cost)
    public = public_text(signing_key)
    bound = _bound(practitioner.id, cost)
    sealed = seal(key, data_key, *bound)
    return Slot(
        practitioner=replace(practitioner, public_key=public),
        **asdict(cost),
        salt=text_of(salt),
        nonce=sealed.nonce,
        wrapped_key=sealed.text,
        signing_key=seal(key, signing_key.private_bytes_raw(), *bound, _SIGNING, public),
    )


def unwrap(slot: Slot, passphrase: str) -> bytes:
    """The data key alone; WrongPassphraseError when the passphrase is not this slot's."""
    return _data_key(slot, derive(normal(passphrase), bytes_of(slot.salt), slot.cost))


def unlock(slot: Slot, passphrase: str) -> Unlocked:
    """Both keys; WrongPassphraseError when the passphrase is not this slot's.

    VerificationError for a signing key that does not belong to the slot, or is not there yet.
    """
    key = derive(normal(passphrase), bytes_of(slot.salt), slot.cost)
    data_key = _data_key(slot, key)
    if slot.signing_key is None:
        raise VerificationError("This practitioner has no key to sign with yet.", "Lock the window and unlock again.")
    bound = (*_bound(slot.practitioner.id, slot.cost), _SIGNING, slot.practitioner.public_key)
    try:
        return Unlocked(data_key, Ed25519PrivateKey.from_private_bytes(unseal(key, slot.signing_key, *bound)))
    except InvalidTag:
        raise VerificationError(
            "The signing key in keys.json is damaged.", "Put keys.json back from your latest backup."
        ) from None


def public_text(key: Ed25519PrivateKey) -> str:
    """The public half, raw, in base64."""
    return text_of(key.public_key().public_bytes_raw())


def _data_key(slot: Slot, key: bytes) -> bytes:
    sealed = Sealed(nonce=slot.nonce, text=slot.wrapped_key)
    try:
        return unseal(key, sealed, *_bound(slot.practitioner.id, slot.cost))
    except InvalidTag:
        raise WrongPassphraseError(
            "That passphrase did not match.", "Check Caps Lock and the keyboard layout, then try again."
        ) from None


def _bound(practitioner_id: int, cost: Cost) -> tuple[int, ...]:
    """What the keys are bound to, so that a slot cannot be passed off as another's."""
    return (practitioner_id, cost.memory_kib, cost.passes, cost.lanes)
