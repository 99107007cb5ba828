"""The mark beside the database: how long the audit chain was after the last commit, so that lost changes are noticed.

SQLite drops what follows a damaged part of its log without a word, and every check of its own still passes.
"""

import datetime as dt
import hashlib
import hmac
import logging
import os
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, select

from consult_app.records.audit import chain_head
from consult_app.records.chain import ChainHead
from consult_app.records.schema import audit_event
from consult_app.settings import write_private

MARK = "records.mark"
_log = logging.getLogger(__name__)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_FIELDS = struct.Struct(">8sQQ32sq")
"""Name of the format, running number, length and head of the chain, microseconds since 1970."""
_NAME, _SEAL = b"chain-01", hashlib.sha256().digest_size
_RECORD = _FIELDS.size + _SEAL


@dataclass(frozen=True)
class LastMark:
    """Where the chain stood after a commit, and when that was."""

    head: ChainHead
    at: dt.datetime


Unreadable = Literal["unreadable"]


@dataclass(frozen=True)
class MissingChanges:
    """What a database lacks that its mark remembers.

    ``since`` is the last change that is still there, ``until`` the last one there was, ``events`` how many lines of the
    audit trail are gone; 0 with ``until`` where the trail is long enough but is another one. Without ``until`` the mark
    itself cannot be read, so that nobody can tell.
    """

    since: dt.datetime | None
    until: dt.datetime | None
    events: int = 0

    @property
    def detail(self) -> str:
        """The same for the audit trail."""
        since, until = (at.isoformat(timespec="seconds") if at else "not known" for at in (self.since, self.until))
        return f"since {since} until {until}, events {self.events}"


class Mark:
    """Writes the mark after each commit, without waiting for the disk: one that lags behind says nothing wrong.

    Two records take turns in one file, so that a write cut short leaves the other. A mark that cannot be written stops
    nothing; the next commit tries again.
    """

    def __init__(self, path: Path, data_key: bytes, now: Callable[[], dt.datetime]) -> None:
        self._path, self._key, self._now = path, _mark_key(data_key), now
        self._number = 0

    def write(self, head: ChainHead) -> None:
        """Remember where the chain stands; the first one of a session replaces the file."""
        record = _pack(self._number, LastMark(head, self._now()), self._key)
        try:
            if self._number == 0:
                write_private(self._path, record * 2)
            else:
                _write_at(self._path, self._number % 2 * _RECORD, record)
            self._number += 1
        except OSError as error:
            _log.warning("the mark could not be written: %s", type(error).__name__)
            self._number = 0


def read_mark(path: Path, data_key: bytes) -> LastMark | Unreadable | None:
    """The newest whole record; None without a file, "unreadable" when there is one and no record of it holds."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    key = _mark_key(data_key)
    found = [_unpack(content[start : start + _RECORD], key) for start in (0, _RECORD)]
    whole = [record for record in found if record is not None]
    return max(whole, key=lambda record: record[0])[1] if whole else "unreadable"


def missing_changes(connection: Connection, mark: LastMark | Unreadable | None) -> MissingChanges | None:
    """What the database lacks of what the mark remembers; None where it is all there, or more."""
    if mark is None:
        return None
    head = chain_head(connection)
    last = connection.execute(select(audit_event.c.at).where(audit_event.c.id == head.length)).scalar()
    if mark == "unreadable":
        return MissingChanges(last, None)
    if head.length < mark.head.length:
        return MissingChanges(last, mark.at, mark.head.length - head.length)
    then = select(audit_event.c.hash).where(audit_event.c.id == mark.head.length)
    return None if connection.execute(then).scalar() == mark.head.hash else MissingChanges(None, mark.at)


def _mark_key(data_key: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, b"microneedling-consult records.mark").derive(data_key)


def _pack(number: int, mark: LastMark, key: bytes) -> bytes:
    micros = (mark.at - _EPOCH) // dt.timedelta(microseconds=1)
    fields = _FIELDS.pack(_NAME, number, mark.head.length, bytes.fromhex(mark.head.hash), micros)
    return fields + _seal(fields, key)


def _unpack(record: bytes, key: bytes) -> tuple[int, LastMark] | None:
    fields, seal = record[: _FIELDS.size], record[_FIELDS.size :]
    if len(record) != _RECORD or not hmac.compare_digest(seal, _seal(fields, key)):
        return None
    _name, number, length, head, micros = _FIELDS.unpack(fields)
    return number, LastMark(ChainHead(length, head.hex()), _EPOCH + dt.timedelta(microseconds=micros))


def _seal(fields: bytes, key: bytes) -> bytes:
    return hmac.digest(key, fields, "sha256")


def _write_at(path: Path, place: int, record: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    try:
        os.lseek(handle, place, os.SEEK_SET)
        os.write(handle, record)
    finally:
        os.close(handle)
