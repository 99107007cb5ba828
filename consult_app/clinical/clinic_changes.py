"""Changed rules as entries of the clinic's file: one set, replaced or taken out, the others as they were."""

from typing import Any

from consult_app.clinical.practice import Change, Practice


def changes_with(practice: Practice, change: Change) -> list[dict[str, Any]]:
    """The changes as they stand in the file, with this one in the place of any to the same outcome, or last."""
    others = {_about(each): each for each in practice.changes}
    return [_entry(each) for each in (others | {_about(change): change}).values()]


def changes_without(practice: Practice, change: Change) -> list[dict[str, Any]]:
    """The changes as they stand in the file, without those to the same outcome."""
    return [_entry(each) for each in practice.changes if _about(each) != _about(change)]


def _about(change: Change) -> tuple[str, str | None]:
    return change.entry, change.outcome


def _entry(change: Change) -> dict[str, Any]:
    return change.model_dump(mode="json", exclude_defaults=True)
