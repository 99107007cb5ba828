"""What the records should hold, as plain values: the answer sheet of the state machine."""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Draft:
    """A consultation as the model knows it; ``decided`` counts the decisions recorded in it."""

    client: str
    note: str
    revision: int
    is_signed: bool = False
    revises: int | None = None
    decided: int = 0


@dataclass
class Model:
    """Clients by id with their name, None once erased; who was merged into whom; consultations by number."""

    names: dict[str, str | None] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    consultations: dict[int, Draft] = field(default_factory=dict)

    def drafts(self) -> list[int]:
        """The consultations that may still be changed."""
        return [number for number, each in self.consultations.items() if not each.is_signed]

    def signed(self) -> list[int]:
        """The consultations that were signed."""
        return [number for number, each in self.consultations.items() if each.is_signed]

    def present(self) -> list[str]:
        """The clients a search may find."""
        return [name for name, text in self.names.items() if text is not None and name not in self.merged]

    def change(self, number: int, **parts: object) -> None:
        """Replace parts of one consultation."""
        self.consultations[number] = replace(self.consultations[number], **parts)  # type: ignore[arg-type]

    def merge(self, kept: str, away: str) -> None:
        """Move everything of one client to another."""
        self.merged = {each: kept if into == away else into for each, into in self.merged.items()} | {away: kept}
        for number, each in self.consultations.items():
            if each.client == away:
                self.change(number, client=kept)

    def erase(self, client: str) -> None:
        """Forget a client and those merged into it."""
        gone = {client, *(each for each, into in self.merged.items() if into == client)}
        self.names = {each: None if each in gone else name for each, name in self.names.items()}
        self.consultations = {number: each for number, each in self.consultations.items() if each.client != client}
