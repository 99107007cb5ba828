"""Which version this program is, and the packages it is made of with their licences."""

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata, requires, version

OWN, UNKNOWN, IN_PACKAGE = "consult-app", "unknown", "See the package"
LICENCE, LONGEST = "License :: OSI Approved :: ", 60


@dataclass(frozen=True)
class Package:
    """A package the program needs when it runs; ``licence`` is the id its own description states."""

    name: str
    version: str
    licence: str


def own_version() -> str:
    """The program's version, or that it is unknown."""
    try:
        return version(OWN)
    except PackageNotFoundError:
        return UNKNOWN


def packages() -> tuple[Package, ...]:
    """The packages the program needs and that are installed, by name."""
    try:
        needed = requires(OWN) or []
    except PackageNotFoundError:
        return ()
    names = (re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in needed)
    found = (package for name in names if (package := _package(name)) is not None)
    return tuple(sorted(found, key=lambda package: package.name.lower()))


def _package(name: str) -> Package | None:
    try:
        about = metadata(name)
    except PackageNotFoundError:  # an extra that is not installed
        return None
    stated = (*(about.get_all("License-Expression") or ()), *(about.get_all("License") or ()))
    classed = (each.removeprefix(LICENCE) for each in about.get_all("Classifier") or () if each.startswith(LICENCE))
    lines = (line.partition("\n")[0].partition(" (see")[0].strip() for line in (*stated, *classed))
    licence = next((line for line in lines if line and len(line) <= LONGEST), IN_PACKAGE)
    return Package(about["Name"], about["Version"], licence)
