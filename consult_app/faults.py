"""Reports of program faults: where it happened and in which version, never what was typed."""

import hashlib
import platform
import traceback
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from consult_app.settings import make_private_folder, write_private


def report_text(fault: BaseException) -> str:
    """The fault's kind and the lines of code it passed; messages and values are left out, they may hold client data."""
    try:
        release = version("consult-app")
    except PackageNotFoundError:
        release = "unknown"
    lines = [f"Microneedling Consult {release}", f"Python {platform.python_version()}, {platform.system()}"]
    current: BaseException | None = fault
    while current is not None:
        lines.append(type(current).__qualname__)
        frames = traceback.extract_tb(current.__traceback__)
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def write_report(fault: BaseException, home: Path) -> str:
    """Write the report into the home's log folder; its place, or that it could not be written."""
    text = report_text(fault)
    try:
        folder = home / "logs"
        make_private_folder(home)
        make_private_folder(folder)
        path = folder / f"fault-{hashlib.sha256(text.encode()).hexdigest()[:12]}.txt"
        write_private(path, text.encode())
    except Exception:
        return "(the report could not be written)"
    return str(path)
