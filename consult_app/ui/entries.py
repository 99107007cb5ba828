"""What is typed at the gate, as frozen values."""

from dataclasses import dataclass


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
