"""Problems of input in words: each names its path and says what is wrong."""

from collections.abc import Iterable

from pydantic import ValidationError
from pydantic_core import ErrorDetails

INTERNAL = ("fields", "function-", "device-", "tuple[", "constrained-", "FactIs", "literal[")
WORDS = {
    "extra_forbidden": "is not known here",
    "missing": "is missing",
}


def described(error: ValidationError) -> tuple[str, ...]:
    """Every problem of a refused value as ``path: reason``, each once."""
    return tuple(dict.fromkeys(_line(detail) for detail in error.errors(include_url=False, include_context=False)))


def _line(detail: ErrorDetails) -> str:
    path = _path(detail["loc"])
    if words := WORDS.get(detail["type"]):
        return f"{path}: {words}"
    message = detail["msg"].removeprefix("Value error, ")
    given = detail["input"]
    shown = f" (given: {given})" if isinstance(given, str | int | float) and len(str(given)) < 60 else ""
    return f"{path or 'the file'}: {message[:1].lower()}{message[1:]}{shown}"


def _path(location: Iterable[int | str]) -> str:
    """The place in the words of the file: answers.acne_active[1].pustules."""
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part + 1}]"
        elif part in ("str", "int", "float", "is") or part.startswith(INTERNAL):
            continue
        else:
            path += f".{part}" if path else part
    return path
