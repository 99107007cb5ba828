"""In which parts two versions of one consultation differ, each side in words a practitioner can compare."""

from collections.abc import Iterator, Mapping
from typing import Any

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, Consultation
from consult_app.clinical.fact_words import area_words
from consult_app.clinical.question_words import detail_label, open_label
from consult_app.clinical.roles import role_words
from consult_app.ui.consultation.part_words import (
    PartDifference,
    differing,
    fields,
    given,
    jsonable,
    one,
    plain,
    spaced,
)

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
_PARTS: Mapping[str, str] = {"client": "Client", "practitioner": "Practitioner", "plan": "Session plan", "skin": "Skin"}


def consultation_differences(
    mine: Consultation, theirs: Consultation, catalogue: Catalogue
) -> tuple[PartDifference, ...]:
    """Every part in which the two differ, in the order of the steps; nothing when they say the same."""
    return differing(_told(mine, catalogue), _told(theirs, catalogue))


def _told(value: Consultation, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every part that was given: its name and its words."""
    for part in ("client", "practitioner"):
        yield from fields(_PARTS[part], getattr(value, part))
    for role, contact in value.contacts.items():
        yield f"Contact: {role_words(role)}", plain(given(contact))
    for name in ("as_of", "reason_for_visit"):
        yield from one(_WHOLE[name], getattr(value, name))
    for question, answers in value.answers.items():
        yield open_label(question, catalogue), answers_words(question, answers, catalogue)
    yield from _skin(value, catalogue)
    for area in value.areas:
        kept = {key: each for key, each in given(area).items() if key not in ("id", "side")}
        yield f"Area: {area_words(area.key, catalogue)}", plain(kept) or "Chosen"
    for name in ("remaining_answers", "device", "anaesthetic", "session", "avoid", "decisions"):
        yield from one(_WHOLE[name], getattr(value, name))
    yield from fields(_PARTS["plan"], value.plan)


def _skin(value: Consultation, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    kept = given(value.skin)
    for scale, items in kept.pop("instruments", {}).items():
        known = catalogue.instruments.get(scale)
        name = known.label if known else spaced(scale)
        for item, option in items.items():
            yield f"{name}: {spaced(item)}", plain(option)
    for key, each in kept.items():
        yield f"Skin: {spaced(key)}", plain(each)


def answers_words(question: str, answers: tuple[Answer, ...], catalogue: Catalogue) -> str:
    """Every answer with every detail, denied ones too: one that is left out could be what differs."""
    return "; ".join(_answer(question, answer, catalogue) for answer in answers)


def _answer(question: str, answer: Answer, catalogue: Catalogue) -> str:
    known = catalogue.questions.get(question)
    parts = [answer.answer.capitalize()]
    for key, value in answer.fields.items():
        item = known.follow_up(key) if known else None
        words = _places(value, catalogue) if item and item.kind == "areas" else plain(jsonable(value))
        parts.append(f"{detail_label(f'{question}.{key}', catalogue)} {words}")
    return ", ".join(parts)


def _places(value: Any, catalogue: Catalogue) -> str:
    keys = value if isinstance(value, list | tuple) else [value]
    return ", ".join(area_words(str(key), catalogue) for key in keys) or "nowhere"
