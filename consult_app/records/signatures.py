"""Signatures: the statement a practitioner signs, written in one unmistakable way, and Ed25519 over it.

A simple electronic signature: who, with what intent, when, and that nothing was altered since. Not a qualified one.
"""

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import TypeAdapter, ValidationError

from consult_app.records.chain import ChainHead

FORMAT = 1


@dataclass(frozen=True)
class Signer:
    """Who signs, as known then."""

    id: int
    name: str
    role: str | None = None
    licence: str | None = None


@dataclass(frozen=True)
class SignedDocument:
    """A document that went with what was signed, by the SHA-256 of its bytes."""

    id: int
    name: str
    sha256: str


@dataclass(frozen=True)
class SignedRow:
    """The row that was signed: SHA-256 over the named columns, so that one added later changes nothing."""

    columns: tuple[str, ...]
    sha256: str


@dataclass(frozen=True)
class Statement:
    """All that a signature vouches for; ``at`` is an ISO instant in UTC, ``audit`` the head of the trail before it."""

    kind: str
    subject_id: int
    intent: str
    signer: Signer
    at: str
    content_sha256: str
    row: SignedRow
    documents: tuple[SignedDocument, ...]
    audit: ChainHead
    format: int = FORMAT


_STATEMENT = TypeAdapter(Statement)


def statement_text(statement: Statement) -> str:
    """The statement as it is signed and kept."""
    return canonical(asdict(statement))


def read_statement(text: str) -> Statement | None:
    """The statement again; None when the text is none, or not written the one way it can be."""
    try:
        statement = _STATEMENT.validate_json(text)
    except ValidationError:
        return None
    return statement if statement_text(statement) == text else None


def sign(text: str, key: Ed25519PrivateKey) -> str:
    """The signature of a text, in base64."""
    return base64.b64encode(key.sign(text.encode())).decode()


def is_signed(text: str, signature: str, public_key: str) -> bool:
    """Whether the signature is that of this text by the holder of the key; both in base64."""
    try:
        Ed25519PublicKey.from_public_bytes(_raw(public_key)).verify(_raw(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def public_text(key: Ed25519PrivateKey) -> str:
    """The public half of a key, raw in base64, as a practitioner's row keeps it."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def canonical(values: Any) -> str:
    """JSON in one spelling: sorted keys, no spaces, instants in UTC."""
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def digest(text: str) -> str:
    """SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def row_digest(columns: Sequence[str], values: Sequence[Any]) -> SignedRow:
    """What stands for a row in a statement."""
    return SignedRow(tuple(columns), digest(canonical(list(values))))


def instant_text(at: dt.datetime) -> str:
    """An instant in UTC to the microsecond."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _raw(text: str) -> bytes:
    """The bytes of a base64 text; ValueError when the text is not the one spelling of them."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError("not the one spelling")
    return raw


def _plain(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return instant_text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be signed")
