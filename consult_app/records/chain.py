"""The hash chain of the audit trail: each event's hash covers the event and the hash before it."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass


@dataclass(frozen=True)
class ChainHead:
    """How many events there are and the hash of the last; ``EMPTY`` before the first."""

    length: int
    hash: str


EMPTY = ChainHead(0, "")


@dataclass(frozen=True)
class Link:
    """One event as the chain covers it; ``note_digest`` stands for a typed reason."""

    id: int
    at: dt.datetime
    practitioner_id: int
    kind: str
    subject: str
    detail: str
    note_digest: str | None = None


def link_hash(before: str, link: Link) -> str:
    """SHA-256, in hex, over the hash before and every column of the event, written in one unmistakable way."""
    instant = link.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    parts = [before, link.id, instant, link.practitioner_id, link.kind, link.subject, link.detail, link.note_digest]
    return hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()


def note_digest(salt: str, text: str) -> str:
    """What stands for a note in the chain, so that the note itself can be erased; salted, so that it tells nothing."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()
