"""Keeping one entry of the clinic's file, and the dialog it was entered in until it is kept."""

from collections.abc import Callable

from shiboken6 import isValid

from consult_app.clinical.practice import Practice
from consult_app.errors import ConsultError
from consult_app.ui.settings.setting_saves import refusal_words
from consult_app.ui.widgets.entry_dialog import EntryDialog

Keep = Callable[[str, Callable[[Practice], object], Callable[[], None], Callable[[ConsultError], None] | None], None]
"""Keeps an entry of the clinic's file, worked out from the file as it is then: its key, the entry, and what to call
once it is kept or where it is refused; None shows the refusal above the settings."""


def keep_entered(keep: Keep, key: str, change: Callable[[Practice], object], dialog: EntryDialog) -> None:
    """Keep what was entered: the dialog closes once it is kept, and says it where it is refused."""

    def refused(error: ConsultError) -> None:
        if isValid(dialog):
            dialog.show_refused(f"{error.message} {refusal_words(error)}")

    def kept() -> None:
        if isValid(dialog):
            dialog.accept()

    keep(key, change, kept, refused)
