"""Cells that no spreadsheet takes for a formula, and back."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARK = "'"


def guarded(text: str) -> str:
    """What begins like a formula gets an apostrophe before it, as OWASP advises against CSV injection."""
    return _MARK + text if text.lstrip(_MARK).startswith(_FORMULA) else text


def unguarded(text: str) -> str:
    """The cell as it was before it was guarded."""
    return text[1:] if text.startswith(_MARK) and text.lstrip(_MARK).startswith(_FORMULA) else text
