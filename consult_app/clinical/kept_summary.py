"""A summary as it is kept with a signature: one JSON text, and read back whole."""

import json

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from consult_app.clinical.summary import Summary

_WORKED_OUT_FROM = "_of"
"""What a look ahead is worked out from: the answers and rules, which are kept beside the summary or named by it."""


def summary_text(summary: Summary) -> str:
    """The summary as JSON, without what more could be worked out from it, and without the blank form."""
    return to_json(summary, exclude={"outlook": {_WORKED_OUT_FROM}, "form": True}).decode()


def summary_in(text: str) -> Summary | None:
    """The summary again, equal to the one that was kept; None where this program knows it in another form."""
    given = json.loads(text)
    if isinstance(given, dict) and isinstance(given.get("outlook"), dict):
        given["outlook"].pop(_WORKED_OUT_FROM, None)
    try:
        return TypeAdapter(Summary).validate_json(json.dumps(given))
    except ValidationError:
        return None
