"""Tells when the screen is locked or the computer goes to sleep, where the platform says so.

On Linux the desktop's screen saver and the login service say it over D-Bus. Windows and macOS tell it in ways that Qt
does not pass on; there the time without use alone locks the window.
"""

import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if sys.platform == "linux":
    from PySide6.QtDBus import QDBusConnection

    _AWAY: Any = SLOT("away(bool)")

    def _listen(watch: QObject) -> None:
        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        for name in ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"):
            session.connect("", "", name, "ActiveChanged", watch, _AWAY)
        system.connect("", "", "org.freedesktop.login1.Manager", "PrepareForSleep", watch, _AWAY)
else:

    def _listen(watch: QObject) -> None:
        """Nothing to listen to."""


class SessionWatch(QObject):
    """``left`` says that nobody is in front of the screen any more."""

    left = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        _listen(self)

    @Slot(bool)
    def away(self, gone: bool) -> None:
        """The screen saver began or ended, or the computer falls asleep or wakes."""
        if gone:
            self.left.emit()
