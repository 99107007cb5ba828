"""Looks for words in everything a folder holds, also inside archives and papers."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader

ENCODINGS = ("utf-8", "utf-16-le")


def words_in(content: bytes, words: tuple[str, ...]) -> list[str]:
    """The words that can be read, in small or capital letters, in the content or in what it packs."""
    texts = [part.lower() for part in _unpacked(content)]
    return [word for word in words if any(word.lower().encode(kind) in text for kind in ENCODINGS for text in texts)]


def files_with(folder: Path, words: tuple[str, ...]) -> dict[str, list[str]]:
    """By its place, what can be read in each file of a folder or in its name."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    pairs = ((str(path.relative_to(folder)), path.read_bytes()) for path in files)
    return {place: found for place, content in pairs if (found := words_in(place.encode() + content, words))}


def _unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    start = content.find(b"PK\x03\x04")
    if start >= 0 and zipfile.is_zipfile(io.BytesIO(content[start:])):
        with zipfile.ZipFile(io.BytesIO(content[start:])) as packed:
            for name in packed.namelist():
                yield from _unpacked(packed.read(name))
    paper = content.find(b"%PDF-")
    if paper >= 0:
        yield "".join(page.extract_text() for page in PdfReader(io.BytesIO(content[paper:])).pages).encode()
