"""keys.json: the slots of a practice with a checksum, so that damage is told apart from a wrong passphrase."""

import hashlib
import json
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, ValidationError

from consult_app.errors import BadInputError, VerificationError
from consult_app.records.keys import Slot
from consult_app.records.recovery import RecoverySlot
from consult_app.records.sealing import PROGRAM, Strict
from consult_app.settings import write_private

KEYS = "keys.json"
_FORMAT = 2


class KeySet(Strict):
    """The slots in force; ``revision`` grows with each change of them."""

    slots: tuple[Slot, ...]
    recovery: RecoverySlot | None = None
    revision: int = Field(default=1, ge=1)

    def slot(self, practitioner_id: int) -> Slot:
        """The slot of a practitioner; BadInputError for one who has none."""
        for slot in self.slots:
            if slot.practitioner.id == practitioner_id:
                return slot
        raise BadInputError("This practitioner has no key here.", next_step="Choose a name from the list.")

    def has(self, practitioner_id: int) -> bool:
        """Whether a practitioner has a slot."""
        return any(slot.practitioner.id == practitioner_id for slot in self.slots)

    def with_slot(self, slot: Slot) -> Self:
        """With this slot in place of the one the practitioner had."""
        others = [each for each in self.slots if each.practitioner.id != slot.practitioner.id]
        return self._changed(slots=tuple(sorted([*others, slot], key=lambda each: each.practitioner.id)))

    def without(self, practitioner_id: int) -> Self:
        """Without this practitioner's slot."""
        return self._changed(slots=tuple(slot for slot in self.slots if slot.practitioner.id != practitioner_id))

    def with_recovery(self, recovery: RecoverySlot) -> Self:
        """With this recovery slot in place of the earlier one."""
        return self._changed(recovery=recovery)

    def _changed(self, **values: Any) -> Self:
        return self.model_copy(update={**values, "revision": self.revision + 1})


class _KeyFile(Strict):
    program: Literal["microneedling-consult"] = "microneedling-consult"
    format: Literal[1, 2] = 2
    revision: int = 1
    slots: tuple[Slot, ...]
    recovery: RecoverySlot | None = None
    checksum: str = ""


def write_keys(path: Path, keys: KeySet) -> None:
    """Replace the key file; it holds no client data."""
    write_private(path, keys_text(keys).encode())


def read_keys(path: Path) -> KeySet:
    """The slots of a key file; a foreign and a damaged one are told apart."""
    return keys_from(path.read_bytes())


def keys_text(keys: KeySet) -> str:
    """The content of a key file."""
    file = _KeyFile(revision=keys.revision, slots=keys.slots, recovery=keys.recovery)
    checked = file.model_copy(update={"checksum": _checksum(file.model_dump(mode="json"))})
    return checked.model_dump_json(indent=2)


def keys_from(content: bytes) -> KeySet:
    """The slots a key file of this or an earlier version holds; VerificationError when it holds none."""
    _check_origin(content)
    try:
        file = _KeyFile.model_validate_json(content)
    except ValidationError:
        raise _damaged() from None
    if file.checksum != _checksum(json.loads(content)) or not file.slots:
        raise _damaged()
    return KeySet(slots=file.slots, recovery=file.recovery, revision=file.revision)


def _check_origin(content: bytes) -> None:
    try:
        stored = json.loads(content)
    except ValueError:
        ours = not content.strip() or PROGRAM.encode() in content
        raise (_damaged() if ours else _foreign()) from None
    if not isinstance(stored, dict) or stored.get("program") != PROGRAM:
        raise _foreign()
    if isinstance(stored.get("format"), int) and stored["format"] > _FORMAT:
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


def _checksum(stored: dict[str, Any]) -> str:
    """Over the content as it stands in the file, which an earlier version may have written with fewer names.

    It protects against accidents, not against an attacker. The first format covered its slots alone.
    """
    parts = stored["slots"]
    if stored["format"] > 1:
        parts = [*parts, stored["recovery"], stored["revision"]]
    texts = (json.dumps(part, separators=(",", ":"), ensure_ascii=False) for part in parts)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
