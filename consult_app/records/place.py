"""Where an open practice lies on this machine, and the key its database is encrypted with."""

from dataclasses import dataclass, field
from pathlib import Path

DATABASE, CLINIC_FILE = "records.db", "clinic.yaml"


@dataclass(frozen=True)
class Place:
    """The practice's folder and its data key, which never stands in a text.

    ``room`` tells the folders of a practice on a server apart; empty where the records lie in the folder.
    """

    home: Path
    data_key: bytes = field(repr=False)
    room: str = ""

    @property
    def database(self) -> Path:
        """The encrypted file."""
        return self.home / DATABASE

    @property
    def backups(self) -> Path:
        """Where backups go unless the clinic chose another folder."""
        return self.home / "backups"
