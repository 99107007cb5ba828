"""The data key, and the slots that wrap it with each practitioner's passphrase."""

import base64
import hashlib
import json
import secrets
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from consult_app.errors import BadInputError, VerificationError, WrongPassphraseError
from consult_app.records.values import StoredPractitioner
from consult_app.settings import write_private

PASSPHRASE_LENGTH = 15
_PROGRAM = "microneedling-consult"


@dataclass(frozen=True)
class Cost:
    """What one try of a passphrase costs: memory in KiB, passes over it, and lanes (Argon2id, RFC 9106)."""

    memory_kib: int
    passes: int
    lanes: int


FULL_COST = Cost(256 * 1024, 4, 2)
LEAST_COST = Cost(19 * 1024, 2, 1)


def _bytes(text: str) -> str:
    base64.b64decode(text, validate=True)
    return text


_Base64 = Annotated[str, AfterValidator(_bytes)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Slot(_Strict):
    """The data key as one practitioner's passphrase wraps it, and whom the unlock screen names."""

    practitioner: StoredPractitioner
    memory_kib: int = Field(ge=LEAST_COST.memory_kib, le=4 * 1024 * 1024)
    passes: int = Field(ge=LEAST_COST.passes, le=100)
    lanes: int = Field(ge=LEAST_COST.lanes, le=64)
    argon2_version: Literal[19] = ARGON2_VERSION
    salt: _Base64
    nonce: _Base64
    wrapped_key: _Base64


class _KeyFile(_Strict):
    program: Literal["microneedling-consult"] = "microneedling-consult"
    format: Literal[1] = 1
    slots: tuple[Slot, ...]
    checksum: str


def new_data_key() -> bytes:
    """A random 256-bit key."""
    return secrets.token_bytes(32)


def wrap(data_key: bytes, practitioner: StoredPractitioner, passphrase: str, cost: Cost = FULL_COST) -> Slot:
    """A slot that gives the data key back for this passphrase; refuses a short passphrase."""
    check_passphrase(passphrase)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapping_key = _derive(passphrase, salt, cost)
    return Slot(
        practitioner=practitioner,
        **asdict(cost),
        salt=_text(salt),
        nonce=_text(nonce),
        wrapped_key=_text(AESGCM(wrapping_key).encrypt(nonce, data_key, _bound(practitioner.id, cost))),
    )


def unwrap(slot: Slot, passphrase: str) -> bytes:
    """The data key; WrongPassphraseError when the passphrase is not this slot's."""
    cost = Cost(slot.memory_kib, slot.passes, slot.lanes)
    wrapping_key = _derive(passphrase, base64.b64decode(slot.salt), cost)
    try:
        return AESGCM(wrapping_key).decrypt(
            base64.b64decode(slot.nonce), base64.b64decode(slot.wrapped_key), _bound(slot.practitioner.id, cost)
        )
    except InvalidTag:
        raise WrongPassphraseError(
            "That passphrase did not match.", "Check Caps Lock and the keyboard layout, then try again."
        ) from None


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase shorter than 15 characters; there are no other rules."""
    missing = PASSPHRASE_LENGTH - len(_normal(passphrase))
    if missing > 0:
        raise BadInputError(
            f"The passphrase needs at least {PASSPHRASE_LENGTH} characters.",
            next_step=f"Add {missing} more; four or five words that do not belong together are easy to remember.",
        )


def write_slots(path: Path, slots: tuple[Slot, ...]) -> None:
    """Replace the key file; it holds no client data."""
    file = _KeyFile(slots=slots, checksum=_checksum(slots))
    write_private(path, file.model_dump_json(indent=2).encode())


def read_slots(path: Path) -> tuple[Slot, ...]:
    """The slots of a key file; a foreign and a damaged one are told apart."""
    content = path.read_bytes()
    _check_origin(content)
    try:
        file = _KeyFile.model_validate_json(content)
    except ValidationError:
        raise _damaged() from None
    if file.checksum != _checksum_of(json.loads(content)["slots"]) or not file.slots:
        raise _damaged()
    return file.slots


def _check_origin(content: bytes) -> None:
    try:
        stored = json.loads(content)
    except ValueError:
        ours = not content.strip() or _PROGRAM.encode() in content
        raise (_damaged() if ours else _foreign()) from None
    if not isinstance(stored, dict) or stored.get("program") != _PROGRAM:
        raise _foreign()
    if isinstance(stored.get("format"), int) and stored["format"] > 1:
        raise VerificationError(
            "keys.json was written by a newer version of this program.", "Install the newer version on this machine."
        )


def _damaged() -> VerificationError:
    return VerificationError(
        "keys.json is damaged, so the records cannot be unlocked.",
        "Put keys.json back from your latest backup. The records themselves were not touched.",
    )


def _foreign() -> VerificationError:
    return VerificationError(
        "keys.json is not a key file of this program.",
        "Check that this is the practice's folder, or put keys.json back from your latest backup.",
    )


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        _normal(passphrase).encode(),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=32,
        type=Type.ID,
    )


def _normal(passphrase: str) -> str:
    """One spelling for what different keyboards send as one character or as two."""
    return unicodedata.normalize("NFC", passphrase)


def _bound(practitioner_id: int, cost: Cost) -> bytes:
    """What the wrapped key is bound to, so that a slot cannot be passed off as another's."""
    return json.dumps([_PROGRAM, practitioner_id, cost.memory_kib, cost.passes, cost.lanes]).encode()


def _checksum(slots: tuple[Slot, ...]) -> str:
    """Tells a damaged file from a wrong passphrase; it protects against accidents, not against an attacker."""
    return _checksum_of([slot.model_dump(mode="json") for slot in slots])


def _checksum_of(slots: list[Any]) -> str:
    """Over the slots as they stand in the file, which an earlier version may have written with fewer keys."""
    texts = (json.dumps(slot, separators=(",", ":"), ensure_ascii=False) for slot in slots)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
