"""Whom a sentence to clients is for: the areas, rules and plans it belongs to."""

from collections.abc import Set
from dataclasses import dataclass

from consult_app.clinical.areas import Group
from consult_app.clinical.entries import Id, Strict


@dataclass(frozen=True)
class TreatedArea:
    """An area the session treats: its key, its group and its name in the client's words."""

    key: str
    group: str
    label: str

    @property
    def id(self) -> str:
        """The area without its side."""
        return self.key.partition(".")[0]


@dataclass(frozen=True)
class Addressee:
    """Whom lines are picked for: the areas treated, the rules that hold, and what the plan says."""

    areas: tuple[TreatedArea, ...]
    findings: Set[str] = frozenset()
    tags: Set[str] = frozenset()


class Audience(Strict):
    """Whom a line is for; every list that is not empty has to match.

    ``findings`` are rules that hold, ``tags`` what the plan says (careful_skin, dark_skin, numbed, scar_work,
    face_only).
    """

    areas: tuple[Id, ...] = ()
    not_areas: tuple[Id, ...] = ()
    groups: tuple[Group, ...] = ()
    not_groups: tuple[Group, ...] = ()
    findings: tuple[Id, ...] = ()
    tags: tuple[Id, ...] = ()
    not_tags: tuple[Id, ...] = ()

    def includes(self, whom: Addressee) -> bool:
        """Whether a line is for these: their tags and findings, and one area that matches it whole."""
        tagged = set(self.tags) <= whom.tags and not set(self.not_tags) & whom.tags
        found = not self.findings or bool(set(self.findings) & whom.findings)
        return tagged and found and self._somewhere(whom.areas)

    def _somewhere(self, areas: tuple[TreatedArea, ...]) -> bool:
        if not (self.areas or self.not_areas or self.groups or self.not_groups):
            return True
        return any(
            (not self.areas or area.id in self.areas)
            and (not self.groups or area.group in self.groups)
            and area.id not in self.not_areas
            and area.group not in self.not_groups
            for area in areas
        )
