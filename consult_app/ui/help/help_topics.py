"""The user guide: its topics in order, which one belongs to which screen, and what a search finds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from consult_app.resources import resource_path
from consult_app.ui.shortcuts import LISTED

ORDER = (
    "welcome", "start", "today", "client", "history", "skin", "areas", "safety", "outcomes", "decisions", "plan",
    "handouts", "client_view", "session", "clients", "protocol", "people", "settings", "backups", "rooms", "privacy",
    "emergencies", "keyboard",
)  # fmt: skip
FIRST = ORDER[0]
SCREENS: Mapping[str, str] = MappingProxyType(
    {
        "page_client": "client",
        "page_history": "history",
        "page_skin": "skin",
        "page_areas": "areas",
        "page_safety": "safety",
        "page_plan": "plan",
        "page_handouts": "handouts",
        "client_view": "client_view",
        "page_session": "session",
        "page_today": "today",
        "page_calendar": "today",
        "page_clients": "clients",
        "page_client_record": "clients",
        "page_lots": "session",
        "page_protocol": "protocol",
        "page_people": "people",
        "page_settings": "settings",
        "page_set_up": "start",
        "page_recovery_sheet": "backups",
        "page_recover": "backups",
        "page_restore": "backups",
        "page_unlock": "people",
        "page_problems": "backups",
        "page_emergency": "emergencies",
        "page_server": "rooms",
    }
)
"""The topic of each screen by the screen's object name."""
_SHORTCUTS, _MARKS = "{shortcuts}", re.compile(r"\]\([^)]*\)|[#*|`\[\]]|-{3,}")


@dataclass(frozen=True)
class Topic:
    """One page of the guide; ``text`` is Markdown, ``plain`` what a search looks through."""

    id: str
    title: str
    text: str

    @property
    def plain(self) -> str:
        """The words without their marks."""
        return _MARKS.sub(" ", self.text)


@lru_cache
def topics() -> tuple[Topic, ...]:
    """Every topic in the order of the guide."""
    return tuple(_read(name) for name in ORDER)


def topic(name: str) -> Topic:
    """A topic by its id; the first one for a name nobody knows."""
    return next((each for each in topics() if each.id == name), topics()[0])


def found(typed: str) -> tuple[Topic, ...]:
    """The topics that hold every word typed: first those with it in the title, then in a heading, then by how often."""
    words = typed.casefold().split()
    hits = [each for each in topics() if all(word in each.plain.casefold() for word in words)]
    return tuple(sorted(hits, key=lambda each: _rank(each, words)))


def _rank(each: Topic, words: list[str]) -> tuple[bool, bool, int]:
    heads = " ".join(line for line in each.text.casefold().splitlines() if line.startswith("#"))
    said = each.plain.casefold()
    in_title, in_heads = (any(word in where for word in words) for where in (each.title.casefold(), heads))
    return not in_title, not in_heads, -sum(said.count(word) for word in words)


def _read(name: str) -> Topic:
    text = resource_path("help", f"{name}.md").read_text("utf-8")
    title = text.partition("\n")[0].removeprefix("# ")
    return Topic(name, title, text.replace(_SHORTCUTS, _shortcut_table()))


def _shortcut_table() -> str:
    """Every key that is listed, and what it does."""
    rows = [f"| {' '.join(keys)} | {meaning} |" for keys, meaning in LISTED]
    return "\n".join(("| Keys | What they do |", "| --- | --- |", *rows))
