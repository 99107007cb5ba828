"""Doubt: a no that a scale or a named reason for treatment contradicts is read as unsure."""

from collections.abc import Iterable, Iterator, Mapping

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, Consultation, overlaps
from consult_app.clinical.instrument_items import Raised
from consult_app.clinical.instruments import points_given
from consult_app.clinical.questions import Question

Answers = Mapping[str, tuple[Answer, ...]]


def doubted(answers: Answers, consultation: Consultation, catalogue: Catalogue) -> dict[str, tuple[Answer, ...]]:
    """The answers with every no that is contradicted read as unsure.

    Points on an item that raises questions, and a concern that means them, ask for a yes to one of them. Until there is
    one, a no to any of them cannot stand. A concern asks for that yes in its own area; where the question tells places,
    its no is in doubt for that area alone, and a yes that lies on other skin only does not settle it.
    """
    read = dict(answers)
    for raised in _raised(consultation, catalogue):
        if not any(_settles(each, read.get(each.question, ())) for each in raised):
            for each in raised:
                read[each.question] = tuple(map(_unsure, read.get(each.question, ())))
    for name, keys in _contradicted(read, consultation, catalogue).items():
        read[name] = _in_doubt(read[name], keys, catalogue.questions[name])
    return {name: given for name, given in read.items() if given}


def _raised(consultation: Consultation, catalogue: Catalogue) -> Iterator[tuple[Raised, ...]]:
    for name, answers in consultation.skin.instruments.items():
        instrument = catalogue.instruments.get(name.partition("@")[0])
        points = points_given(instrument, answers) if instrument else {}
        for item in instrument.items if instrument else ():
            if item.raises and points.get(item.id):
                yield item.raises


def _contradicted(answers: Answers, consultation: Consultation, catalogue: Catalogue) -> dict[str, list[str]]:
    """The questions that are answered, meant by a concern and not settled, with the areas it is requested in."""
    found: dict[str, list[str]] = {}
    for request in consultation.areas:
        for asked in request.concerns:
            concern = catalogue.concerns.get(asked.id)
            meant = concern.means if concern else ()
            if not any(_settles(each, answers.get(each.question, ()), request.key) for each in meant):
                for name in dict.fromkeys(each.question for each in meant if answers.get(each.question)):
                    found.setdefault(name, []).append(request.key)
    return found


def _settles(raised: Raised, answers: Iterable[Answer], area: str = "") -> bool:
    """Whether one of the answers is a yes with the details asked for, in the area where one is given."""
    return any(
        one.answer == "yes" and raised.details.items() <= one.fields.items() and _reaches(one, area) for one in answers
    )


def _reaches(answer: Answer, area: str) -> bool:
    return not area or not answer.areas or any(overlaps(place, area) for place in answer.areas)


def _in_doubt(given: tuple[Answer, ...], keys: Iterable[str], question: Question) -> tuple[Answer, ...]:
    """The answers with their no in doubt: in these areas alone, where the question tells places."""
    if question.follow_up("areas") is None:
        return tuple(map(_unsure, given))
    doubts = (Answer(answer="unsure", fields={"areas": (key,)}) for key in keys)
    return (*(one for one in given if one.answer != "no"), *doubts)


def _unsure(answer: Answer) -> Answer:
    return answer.model_copy(update={"answer": "unsure"}) if answer.answer == "no" else answer


def unknown_raised(name: str, raised: Iterable[Raised], catalogue: Catalogue) -> Iterator[str]:
    """Every question and detail named as raised or meant that the catalogue does not have; ``name`` is the entry."""
    for each in raised:
        question = catalogue.questions.get(each.question)
        if question is None:
            yield f"{name}: {each.question} is no question"
            continue
        for detail, word in each.details.items():
            follow_up = question.follow_up(detail)
            if follow_up is None or word not in follow_up.words:
                yield f"{name}: {each.question}.{detail} {word} is no answer"
