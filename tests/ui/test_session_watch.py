"""A locked screen and a computer that goes to sleep are noticed, on a real bus of messages."""

import os
import shutil
import subprocess
import sys

import pytest

WATCH = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from consult_app.ui.session_watch import SessionWatch

app = QCoreApplication([])
watch, seen = SessionWatch(), []
watch.left.connect(lambda: (seen.append("left"), app.quit()))
path, interface, member = sys.argv[2:5]
bus = QDBusConnection.systemBus() if sys.argv[1] == "system" else QDBusConnection.sessionBus()
assert bus.isConnected()


def say(gone: bool) -> None:
    message = QDBusMessage.createSignal(path, interface, member)
    message.setArguments([gone])
    assert bus.send(message)


QTimer.singleShot(0, lambda: (say(False), say(True)))
QTimer.singleShot(20_000, app.quit)
app.exec()
print(seen)
"""


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("dbus-run-session") is None, reason="needs a message bus")
@pytest.mark.parametrize(
    ("bus", "path", "interface", "member"),
    [
        ("session", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),
        ("session", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged"),
        ("system", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep"),
    ],
)
def test_a_locked_screen_and_sleep_are_noticed_once(bus: str, path: str, interface: str, member: str) -> None:
    both = 'export DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS"; exec "$@"'
    command = ["dbus-run-session", "--", "sh", "-c", both, "sh", sys.executable, "-c", WATCH]
    ran = subprocess.run(
        [*command, bus, path, interface, member],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.stdout.strip() == "['left']", ran.stderr
