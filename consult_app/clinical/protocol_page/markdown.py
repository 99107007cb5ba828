"""The little Markdown the page is made of: headings with anchors, tables, lists, and links."""

from collections.abc import Iterable, Sequence


def heading(level: int, text: str, anchor: str = "") -> str:
    """A heading; ``anchor`` is what links point to."""
    target = f'<a id="{anchor}"></a>\n\n' if anchor else ""
    return f"{target}{'#' * level} {text}"


def paragraphs(*blocks: str) -> str:
    """Blocks with an empty line between them; empty ones are left out."""
    return "\n\n".join(block for block in blocks if block)


def bullets(lines: Iterable[str], indent: int = 0) -> str:
    """A list, one line an item."""
    return "\n".join(f"{' ' * indent}- {line}" for line in lines)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; empty without rows."""
    lines = [_row(row) for row in rows]
    return "\n".join((_row(heads), _row(["---"] * len(heads)), *lines)) if lines else ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def link(text: str, anchor: str) -> str:
    """A link to an anchor of the page."""
    return f"[{text}](#{anchor})"


def named(name: str, text: str) -> str:
    """A line that begins with its name; empty without a text."""
    return f"**{name}:** {text}" if text else ""


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends as a sentence already."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def span(low: float, high: float, unit: str = "") -> str:
    """A range in figures: 0.5 to 1.5 mm, or the one figure it is."""
    figures = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{figures} {unit}".strip()
