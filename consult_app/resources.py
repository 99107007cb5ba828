"""Finds the data files that ship with the program."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_path(*parts: str) -> Path:
    """Return the path of a shipped file, whether run from a checkout, a wheel or a frozen bundle."""
    return _resource_root().joinpath(*parts)


def _resource_root() -> Path:
    """The first `resources` folder that exists: bundle, wheel, checkout."""
    bundle = getattr(sys, "_MEIPASS", None)
    places = [Path(bundle) / "resources"] if bundle else []
    places += [_PACKAGE / "resources", _PACKAGE.parent / "resources"]
    return next((place for place in places if place.is_dir()), places[-1])
