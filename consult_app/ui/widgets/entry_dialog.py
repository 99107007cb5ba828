"""A dialog that asks for one entry of the clinic's file and stays until that entry was kept."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from consult_app.ui.widgets.ask_dialog import AskDialog
from consult_app.ui.widgets.field import Field


class EntryDialog(AskDialog):
    """``wanted`` carries the entry; a kind of it fills in ``read`` and ``wrong``."""

    wanted = Signal(object)

    def add_fields(self, prefix: str, fields: Mapping[str, QWidget]) -> None:
        """Show fields under each other, each found by the prefix and its own name."""
        for name, field in fields.items():
            field.setObjectName(f"{prefix}_{name}")
            self.column.addWidget(field)

    def ask(self) -> None:
        """Hand the entry over once nothing is wrong with its fields."""
        wrong = self.wrong()
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.way_on.setEnabled(False)
        self.wanted.emit(self.read())

    def refuse_in(self, field: Field, sentence: str) -> None:
        """Say under a field why it was not kept; what was entered stays."""
        self.way_on.setEnabled(True)
        field.set_error(sentence)

    def show_refused(self, sentence: str) -> None:
        """Say why the entry was not kept."""
        raise NotImplementedError

    def wrong(self) -> list[Field]:
        """The fields that keep the entry from being handed over, each with its sentence."""
        raise NotImplementedError

    def read(self) -> object:
        """The entry as it was entered."""
        raise NotImplementedError
