"""Traps: what texts on needling say that misleads, what the program says instead, and what holds it to that."""

from collections.abc import Container, Mapping
from typing import Literal

from pydantic import Field, model_validator

from consult_app.clinical.entries import Entry, Id, SourceRef, Strict

Kind = Literal["rule", "product", "general", "concern", "care", "event", "reference", "planning", "setting"]


class Holder(Strict):
    """The entry that holds the program to its word: its kind and id."""

    kind: Kind
    id: Id


class Trap(Strict):
    """One trap; ``says`` is what the texts say, ``why`` what is wrong with it, ``program`` what is said here."""

    id: Id
    says: str = Field(min_length=3)
    why: str = Field(min_length=3)
    program: str = Field(min_length=3)
    held_by: tuple[Holder, ...] = Field(min_length=1)
    sources: tuple[SourceRef, ...] = Field(min_length=1)


class Traps(Entry):
    """All traps, under one date of release and one of review."""

    traps: tuple[Trap, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> "Traps":
        ids = [trap.id for trap in self.traps]
        if len(set(ids)) != len(ids):
            raise ValueError("two traps share an id")
        return self

    def unheld(self, known: Mapping[Kind, Container[str]]) -> tuple[str, ...]:
        """Every holder that there is no entry for, as a problem."""
        return tuple(
            f"{trap.id}: held_by: {holder.id} is no {holder.kind}"
            for trap in self.traps
            for holder in trap.held_by
            if holder.id not in known[holder.kind]
        )
