"""Sealing a key with another: AES-256-GCM, bound to what the sealed key belongs to."""

import base64
import json
import secrets
from typing import Annotated

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import AfterValidator, BaseModel, ConfigDict

PROGRAM = "microneedling-consult"


def _checked(text: str) -> str:
    base64.b64decode(text, validate=True)
    return text


Base64 = Annotated[str, AfterValidator(_checked)]


class Strict(BaseModel):
    """A frozen part of the key file, without unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sealed(Strict):
    """What only the same key opens again, and only for the same purpose."""

    nonce: Base64
    text: Base64


def seal(key: bytes, secret: bytes, *bound: object) -> Sealed:
    """Encrypt ``secret``; ``bound`` must be named again to open it, so that it cannot be passed off as another's."""
    nonce = secrets.token_bytes(12)
    return Sealed(nonce=text_of(nonce), text=text_of(AESGCM(key).encrypt(nonce, secret, _bound(bound))))


def unseal(key: bytes, sealed: Sealed, *bound: object) -> bytes:
    """What was sealed; InvalidTag for another key, a changed text or another purpose."""
    return AESGCM(key).decrypt(bytes_of(sealed.nonce), bytes_of(sealed.text), _bound(bound))


def text_of(data: bytes) -> str:
    """Bytes as base64."""
    return base64.b64encode(data).decode()


def bytes_of(text: str) -> bytes:
    """Base64 as bytes."""
    return base64.b64decode(text)


def _bound(parts: tuple[object, ...]) -> bytes:
    return json.dumps([PROGRAM, *parts]).encode()
