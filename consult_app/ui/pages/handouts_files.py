"""Saving documents as files: asked for through the system's dialogs, written whole and closed to others."""

import errno
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from consult_app.errors import ConsultError
from consult_app.settings import write_private

REASONS = {
    errno.ENOSPC: ("The drive is full.", "Nothing was lost. Free some space or pick another folder."),
    errno.EACCES: ("This folder does not take files from you.", "Nothing was lost. Pick another folder."),
    errno.EROFS: ("This folder can only be read.", "Nothing was lost. Pick another folder."),
}
OTHER = ("The file was not saved.", "Nothing was lost. Pick another folder.")


def save_dialog(parent: QWidget, file_name: str) -> QFileDialog:
    """Return the system's dialog for one file; the name offered holds nothing about the client."""
    dialog = QFileDialog(parent, "Save PDF", "", "PDF (*.pdf)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(file_name)
    return dialog


def folder_dialog(parent: QWidget) -> QFileDialog:
    """Return the system's dialog for a folder."""
    dialog = QFileDialog(parent, "Save all documents in a folder")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return dialog


def save_file(path: Path, data: bytes) -> None:
    """Write one file; ConsultError says what stood in the way."""
    try:
        write_private(path, data)
    except OSError as error:
        raise ConsultError(*REASONS.get(error.errno or 0, OTHER)) from error


def save_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files into a folder that holds none of them yet, so that no other client's papers are replaced."""
    taken = [name for name in files if (folder / name).exists()]
    if taken:
        words = f"The folder already holds {taken[0]}."
        raise ConsultError(words, "It was left as it is. Pick an empty folder.")
    for name, data in files.items():
        save_file(folder / name, data)
