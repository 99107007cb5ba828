"""A desktop nobody sees: a screen, a message bus and an accessibility bus of its own, and the program on them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

NEEDED = ("Xvfb", "dbus-daemon")
LAUNCHER_SERVICES = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
BUS_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <servicedir>{services}</servicedir>
  <policy context="default"><allow send_destination="*"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
"""


def what_is_missing() -> list[str]:
    """The programs a spoken desktop needs that this machine does not have."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    return missing if LAUNCHER_SERVICES.exists() else [*missing, "at-spi2-core"]


@contextmanager
def spoken_desktop(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of the desktop; everything on it ends with it.

    ``folder`` takes what belongs to it alone; the path of a socket in it must stay short.
    """
    with ExitStack() as ends:
        screen = ends.enter_context(_telling(["Xvfb", "-screen", "0", "1280x900x24", "-nolisten", "tcp"], "-displayfd"))
        private = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "XDG_CACHE_HOME": str(folder)}
        environment = {name: value for name, value in os.environ.items() if name != "AT_SPI_BUS_ADDRESS"}
        environment |= private | {"DISPLAY": f":{screen}", "QT_QPA_PLATFORM": "xcb"}
        environment |= {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "LANG": "C.UTF-8"}
        configuration = folder / "bus.conf"
        configuration.write_text(BUS_CONFIGURATION.format(folder=folder, services=LAUNCHER_SERVICES.parent))
        command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--nopidfile"]
        address = ends.enter_context(_telling(command, "--print-address", environment))
        yield environment | {"DBUS_SESSION_BUS_ADDRESS": address}


@contextmanager
def program(environment: dict[str, str], *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    """The program itself, as a process of its own."""
    started = subprocess.Popen([sys.executable, "-m", "consult_app", *arguments], env=environment)
    try:
        yield started
    finally:
        _end(started)


@contextmanager
def _telling(command: list[str], option: str, environment: dict[str, str] | None = None) -> Iterator[str]:
    """A server that writes where it listens into the pipe named by an option."""
    reading, writing = os.pipe()
    told = [option, str(writing)] if option.startswith("-d") else [f"{option}={writing}"]
    server = subprocess.Popen(
        [*command, *told], pass_fds=[writing], env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            yield pipe.readline().strip()
    finally:
        _end(server)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
