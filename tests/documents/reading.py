"""Reads finished PDFs back, the way a reader or a printer would."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

DIRECTION_MARKS = str.maketrans("", "", "\u202a\u202b\u202c\u200e\u200f")


def text_of(data: bytes, folder: Path, page: int | None = None) -> str:
    """The text as pdftotext gives it, without the direction marks it adds; skips the test where there is none."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    path = folder / "paper.pdf"
    path.write_bytes(data)
    pages = [] if page is None else ["-f", str(page), "-l", str(page)]
    done = subprocess.run(["pdftotext", *pages, str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode().translate(DIRECTION_MARKS)


def reader(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def operations(data: bytes) -> list[tuple[str, list[object]]]:
    """Every drawing operation of every page and of what the pages show."""
    found: list[tuple[str, list[object]]] = []
    with pikepdf.open(BytesIO(data)) as pdf:
        streams: list[pikepdf.Object] = [page.obj for page in pdf.pages]
        streams += [
            each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"
        ]
        for stream in streams:
            for instruction in pikepdf.parse_content_stream(stream):
                found.append((str(instruction.operator), list(instruction.operands)))
    return found


def shown_codes(data: bytes) -> set[int]:
    """The character codes the pages show; 0 is the empty box."""
    codes: set[int] = set()
    for name, operands in operations(data):
        if name in {"Tj", "TJ"}:
            parts = operands if name == "Tj" else list(operands[0])  # type: ignore[call-overload]
            codes.update(code for part in parts if isinstance(part, pikepdf.String) for code in bytes(part))
    return codes


def colours(data: bytes) -> set[tuple[int, int, int]]:
    """The colours used, as red, green and blue from 0 to 255."""
    return {
        (round(255 * float(r)), round(255 * float(g)), round(255 * float(b)))  # type: ignore[arg-type]
        for name, (r, g, b) in ((n, o) for n, o in operations(data) if n in {"rg", "RG"})
    }


def prose_of(data: bytes, folder: Path, page: int | None = None) -> str:
    """The text in one line, for sentences that run over several."""
    return " ".join(text_of(data, folder, page).split())


def bare(words: str) -> str:
    """Without blanks and hyphens, for text that may be broken anywhere."""
    return "".join(words.split()).replace("-", "")
