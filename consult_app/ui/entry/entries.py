"""What is typed at the gate, as frozen values."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class FirstEntries:
    """What the first run asks for."""

    practice: str
    name: str
    role: str
    licence: str
    passphrase: str


@dataclass(frozen=True)
class RecoveryEntries:
    """What lets somebody in without their passphrase: the recovery key as typed, and a new passphrase."""

    practitioner_id: int
    recovery_key: str
    passphrase: str


@dataclass(frozen=True)
class RestoreEntries:
    """Which backup to put back, and what opens it: a passphrase, or the recovery key as typed."""

    file: Path
    secret: str
    is_recovery_key: bool = False


@dataclass(frozen=True)
class ServerEntries:
    """Where the records of several rooms lie; ``password`` None where the driver's usual places hold it."""

    address: str
    password: str | None = field(default=None, repr=False)
