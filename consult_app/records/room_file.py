"""room.json: what a room remembers of the server it works on; nothing in it that could not be had again."""

import contextlib
import hashlib
import secrets
from pathlib import Path
from typing import Literal

from cryptography.exceptions import InvalidTag
from pydantic import Field, ValidationError

from consult_app.records.sealing import Sealed, Strict, seal, unseal
from consult_app.settings import write_private

ROOM = "room.json"
_PURPOSE = "server password"


class SeenText(Strict):
    """The clinic's file as it was when this room last agreed with the others, by its SHA-256."""

    revision: int
    sha256: str


class RoomFile(Strict):
    """``id`` tells this room's backups from those of others; ``password`` is the server's, sealed with the data key.

    ``practice`` is the first hash of the practice's audit trail, which no other has; empty before the first unlock.
    """

    program: Literal["microneedling-consult"] = "microneedling-consult"
    format: Literal[1] = 1
    id: str = Field(default_factory=lambda: secrets.token_hex(4))
    practice: str = ""
    password: Sealed | None = None
    clinic: SeenText | None = None

    def password_for(self, url: str, data_key: bytes) -> str | None:
        """The password for this address and no other, so that a changed address does not give it away."""
        if self.password is None:
            return None
        try:
            return unseal(data_key, self.password, _PURPOSE, url).decode()
        except InvalidTag:
            return None

    def with_password(self, url: str, password: str, data_key: bytes) -> "RoomFile":
        """With another password."""
        return self.model_copy(update={"password": seal(data_key, password.encode(), _PURPOSE, url)})

    def unlocked(self, practice: str, clinic: SeenText | None) -> "RoomFile":
        """As it is remembered after an unlock."""
        return self.model_copy(update={"practice": practice, "clinic": clinic})


def read_room(home: Path) -> RoomFile:
    """What the room remembers; a room that knows nothing yet where the file is missing or damaged."""
    with contextlib.suppress(OSError, ValidationError):
        return RoomFile.model_validate_json((home / ROOM).read_bytes())
    return RoomFile()


def write_room(home: Path, room: RoomFile) -> None:
    """Remember; written only when it differs."""
    if not (home / ROOM).exists() or read_room(home) != room:
        write_private(home / ROOM, room.model_dump_json(indent=2).encode())


def digest_of(text: str) -> str:
    """The SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()
