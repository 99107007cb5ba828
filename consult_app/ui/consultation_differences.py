"""In which parts two versions of one consultation differ, each side in words a practitioner can compare."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, Consultation
from consult_app.clinical.dates import DAY, short_date
from consult_app.clinical.fact_words import area_words
from consult_app.clinical.question_words import detail_label, open_label
from consult_app.clinical.roles import role_words

NOT_GIVEN = "Not given"
_WHOLE: Mapping[str, str] = {
    "as_of": "Consultation day",
    "reason_for_visit": "Reason for visit",
    "remaining_answers": "Remaining answers",
    "device": "Device",
    "anaesthetic": "Numbing cream",
    "session": "Booking",
    "avoid": "Days to avoid",
    "decisions": "Decisions",
}
_ID = re.compile(r"^[a-z0-9]+(_[a-z0-9]+)+$")
_PARTS: Mapping[str, str] = {"client": "Client", "practitioner": "Practitioner", "plan": "Session plan", "skin": "Skin"}


@dataclass(frozen=True)
class PartDifference:
    """One part that differs: what it is called, and what stands on either side."""

    name: str
    mine: str
    theirs: str


def consultation_differences(
    mine: Consultation, theirs: Consultation, catalogue: Catalogue
) -> tuple[PartDifference, ...]:
    """Every part in which the two differ, in the order of the steps; nothing when they say the same."""
    ours, others = dict(_told(mine, catalogue)), dict(_told(theirs, catalogue))
    found = []
    for name in dict.fromkeys((*ours, *others)):
        here, there = ours.get(name, NOT_GIVEN), others.get(name, NOT_GIVEN)
        if here != there:
            found.append(PartDifference(name, here, there))
    return tuple(found)


def _told(value: Consultation, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every part that was given: its name and its words."""
    for part in ("client", "practitioner"):
        yield from _fields(_PARTS[part], getattr(value, part))
    for role, contact in value.contacts.items():
        yield f"Contact: {role_words(role)}", _plain(_given(contact))
    for name in ("as_of", "reason_for_visit"):
        yield from _one(_WHOLE[name], getattr(value, name))
    for question, answers in value.answers.items():
        yield open_label(question, catalogue), _answers(question, answers, catalogue)
    yield from _skin(value, catalogue)
    for area in value.areas:
        given = {key: each for key, each in _given(area).items() if key not in ("id", "side")}
        yield f"Area: {area_words(area.key, catalogue)}", _plain(given) or "Chosen"
    for name in ("remaining_answers", "device", "anaesthetic", "session", "avoid", "decisions"):
        yield from _one(_WHOLE[name], getattr(value, name))
    yield from _fields(_PARTS["plan"], value.plan)


def _skin(value: Consultation, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    given = _given(value.skin)
    for scale, items in given.pop("instruments", {}).items():
        known = catalogue.instruments.get(scale)
        name = known.label if known else _spaced(scale)
        for item, option in items.items():
            yield f"{name}: {_spaced(item)}", _plain(option)
    for key, each in given.items():
        yield f"Skin: {_spaced(key)}", _plain(each)


def _fields(name: str, part: BaseModel) -> Iterator[tuple[str, str]]:
    for key, each in _given(part).items():
        if key != "id":
            yield f"{name}: {_spaced(key)}", _plain(each)


def _one(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if words := _plain(_jsonable(value)):
        yield name, words


def _answers(question: str, answers: tuple[Answer, ...], catalogue: Catalogue) -> str:
    """Every answer with every detail, denied ones too: one that is left out could be what differs."""
    return "; ".join(_answer(question, answer, catalogue) for answer in answers)


def _answer(question: str, answer: Answer, catalogue: Catalogue) -> str:
    known = catalogue.questions.get(question)
    parts = [answer.answer.capitalize()]
    for key, value in answer.fields.items():
        item = known.follow_up(key) if known else None
        words = _places(value, catalogue) if item and item.kind == "areas" else _plain(_jsonable(value))
        parts.append(f"{detail_label(f'{question}.{key}', catalogue)} {words}")
    return ", ".join(parts)


def _places(value: Any, catalogue: Catalogue) -> str:
    keys = value if isinstance(value, list | tuple) else [value]
    return ", ".join(area_words(str(key), catalogue) for key in keys) or "nowhere"


def _given(part: BaseModel) -> dict[str, Any]:
    return part.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _jsonable(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return _given(value)
    if isinstance(value, list | tuple):
        return [_jsonable(each) for each in value]
    if isinstance(value, dict):
        return {key: _jsonable(each) for key, each in value.items()}
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _plain(value: Any) -> str:
    """Any entry in words: its names spelled out, its days as days."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{_spaced(key)} {words}" for key, each in value.items() if (words := _plain(each)))
    if isinstance(value, list | tuple):
        return "; ".join(words for each in value if (words := _plain(each)))
    text = str(value)
    if DAY.match(text):
        return short_date(dt.date.fromisoformat(text))
    return _spaced(text) if _ID.match(text) else text


def _spaced(name: str) -> str:
    return name.replace("_", " ").replace(".", ", ")
