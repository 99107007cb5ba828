"""Reading the knowledge files: their bytes for the digest, their entries checked, and every problem found."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from consult_app.clinical.problems import described
from consult_app.knowledge.yaml_text import parse

M = TypeVar("M", bound=BaseModel)


@dataclass
class Reading:
    """One pass over the knowledge files: their bytes for the digest, and every problem found."""

    root: Path
    problems: list[str] = field(default_factory=list)
    seen: dict[str, bytes] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)

    def content(self, name: str) -> Any:
        """The parsed content of one file, None when it cannot be read."""
        path = self.root / name
        try:
            self.seen[name] = path.read_bytes()
            text = self.seen[name].decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(f"{name}: cannot be read ({type(error).__name__})")
            return None
        value, problems = parse(text)
        self.problems += [f"{name}: {problem}" for problem in problems]
        return value

    def one(self, name: str, model: type[M]) -> M | None:
        """A file that holds one map."""
        return self._checked(name, "", self.content(name), model)

    def many(self, pattern: str, model: type[M], key: str = "id") -> tuple[M, ...]:
        """All entries of the files that match, in file order; an id given twice is a problem."""
        entries: dict[object, M] = {}
        for name in sorted(path.relative_to(self.root).as_posix() for path in self.root.glob(pattern)):
            members = tuple(_members(self.content(name)))
            self.counted[name] = len(members)
            for place, value in members:
                entry = self._checked(name, place, value, model)
                if entry is None:
                    continue
                name_of_it = getattr(entry, key)
                if name_of_it in entries:
                    self.problems.append(f"{name}: {name_of_it}: is given twice")
                entries.setdefault(name_of_it, entry)
        if not entries and not self.problems:
            self.problems.append(f"{pattern}: nothing found")
        return tuple(entries.values())

    def _checked(self, name: str, place: str, value: Any, model: type[M]) -> M | None:
        if value is None:
            return None
        try:
            return model.model_validate(value)
        except ValidationError as error:
            self.problems += [f"{name}: {place}{problem}" for problem in described(error)]
            return None

    def check_counts(self, stated: Mapping[str, int]) -> None:
        """Name every file with fewer entries than stated: a file cut short at an entry's end is read without a word."""
        for name, count in stated.items():
            if (held := self.counted.get(name, 0)) < count:
                self.problems.append(f"{name}: holds {held} entries, and protocol.yaml knows of {count}")

    def digest(self) -> str:
        """SHA-256 over every file's name and bytes."""
        total = hashlib.sha256()
        for name in sorted(self.seen):
            total.update(name.encode() + b"\0" + hashlib.sha256(self.seen[name]).digest())
        return total.hexdigest()


def _members(content: Any) -> Iterator[tuple[str, Any]]:
    if content is None:
        return
    for index, value in enumerate(content if isinstance(content, list) else [content], 1):
        name = value.get("id") or value.get("number") if isinstance(value, Mapping) else None
        yield f"{name or f'entry {index}'}: ", value
