"""The faces the papers are set in, and which of them sets a character."""

import unicodedata
from functools import cache
from io import BytesIO
from typing import Any

import pymupdf_fonts
import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

NOTO = "NotoSans-Regular"
NOTO_BOLD = "NotoSans-Bold"
FIRA = "FiraGO-Regular"
FIRA_BOLD = "FiraGO-Bold"
MONO = "SpaceMono-Bold"
"""For what is typed off the paper, character by character; it sets nothing else."""

_BUNDLED = {NOTO: "notos", NOTO_BOLD: "notosbo", FIRA: "figo", FIRA_BOLD: "figbo", MONO: "spacembo"}
_FIRST_PRIVATE = 0xE000
_SHAPED_BLOCKS = (
    (0x0590, 0x05FF),  # Hebrew
    (0x0600, 0x06FF),  # Arabic
    (0x0750, 0x077F),
    (0x08A0, 0x08FF),
    (0x0900, 0x097F),  # Devanagari
    (0x0E00, 0x0E7F),  # Thai
    (0xA8E0, 0xA8FF),
    (0xFB1D, 0xFDFF),  # Hebrew and Arabic presentation forms
    (0xFE70, 0xFEFC),
)


def register() -> None:
    """Make the faces known to ReportLab; asking again costs nothing."""
    for name in _BUNDLED:
        face(name)


@cache
def face(name: str) -> TTFont:
    """The registered face of that name, read from the font package without touching the disk again."""
    font = TTFont(name, BytesIO(pymupdf_fonts.myfont(_BUNDLED[name])))
    _name_every_glyph(font)
    pdfmetrics.registerFont(font)
    return font


def is_shaped(char: str) -> bool:
    """Whether the character belongs to a script whose letters join, stack or run from right to left."""
    return any(first <= ord(char) <= last for first, last in _SHAPED_BLOCKS)


def face_for(char: str, *, bold: bool, right_to_left: bool = False) -> str | None:
    """The name of the face that sets `char`, or None when neither family has it."""
    if unicodedata.category(char) == "Co":
        return None
    latin, world = (NOTO_BOLD, FIRA_BOLD) if bold else (NOTO, FIRA)
    order = (world, latin) if right_to_left or is_shaped(char) else (latin, world)
    return next((name for name in order if ord(char) in face(name).face.charToGlyph), None)


def _name_every_glyph(font: TTFont) -> None:
    """Give unencoded glyphs private codes, in glyph order.

    ReportLab hands them out in the order shaping meets them, so that the bytes of one document would depend on
    those made before it.
    """
    known: Any = font.face
    metrics = uharfbuzz.Font(font.hbFace)
    code = _FIRST_PRIVATE
    for glyph in range(known.numGlyphs):
        if glyph in known.glyphToChar:
            continue
        while code in known.charToGlyph:
            code += 1
        known.charToGlyph[code] = glyph
        known.glyphToChar[glyph] = [code]
        known.charWidths[code] = metrics.get_glyph_h_advance(glyph) * 1000 / known.unitsPerEm
