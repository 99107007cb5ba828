"""One program at a time on a practice's file: a lock of the operating system, freed when the program dies."""

import os
import sys
from pathlib import Path

from consult_app.errors import ConsultError

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """Held from its making until ``release`` or the end of the process."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._handle)
        except OSError:
            self.release()
            raise ConsultError(
                "This practice is already open in another window of the program.",
                "Use that window, or close it and try again.",
            ) from None

    def release(self) -> None:
        """Let another program in; does nothing the second time."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
