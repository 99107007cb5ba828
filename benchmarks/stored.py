"""Stored consultations for the benchmarks: seeded random clients, as bytes in the form the records keep."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from consult_app.clinical.areas import Area
from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.questions import FollowUp, Question
from consult_app.clinical.verdict_record import verdict_record
from consult_app.records.body import to_body

FIRST_DAY = date(2024, 1, 1)


def stored(catalogue: Catalogue, count: int, seed: int = 1) -> Iterator[bytes]:
    """So many consultations with their verdicts, each another client; equal seeds give equal bytes."""
    source = Random(seed)  # noqa: S311 - clients for timing, no secret
    for _ in range(count):
        case = Consultation.model_validate(client_case(source, catalogue))
        yield to_body(case, verdict_record(case, catalogue, assess(case, catalogue))).encode()


def client_case(source: Random, catalogue: Catalogue) -> dict[str, Any]:
    """One client in the shape of a case file.

    Of ten clients, eight have answered everything, half of those by one sweep and half question by question, as the
    window keeps them; two have left questions blank.
    """
    as_of = FIRST_DAY + timedelta(days=source.randrange(1000))
    areas = source.sample([area for area in catalogue.areas.values() if area.offered], source.randint(1, 3))
    asked = list(catalogue.questions.values())
    said = {q.id: _answer(source, q, as_of, areas) for q in source.sample(asked, min(9, int(source.expovariate(0.35))))}
    kind = source.random()
    told = {q.id: {"answer": "no"} for q in asked if q.asked and (kind < 0.4 or source.random() < 0.5)}
    numbed = source.random() < 0.4
    return {
        "format": 1,
        "as_of": as_of,
        "client": {
            "name": "Robin Example",
            "date_of_birth": as_of - timedelta(days=source.randint(17 * 366, 75 * 365)),
            "sex_at_birth": source.choice(["female", "male"]),
            "weight_kg": source.randint(45, 120),
            "height_cm": source.randint(150, 195),
        },
        "skin": {"fitzpatrick": source.randint(1, 6)},
        "areas": [_request(source, area, catalogue) for area in areas],
        "answers": said if 0.4 <= kind < 0.8 else told | said,
        **({"remaining_answers": "no"} if 0.4 <= kind < 0.8 else {}),
        **({"anaesthetic": {"product": "lidocaine_prilocaine", "minutes": 60}} if numbed else {}),
    }


def _request(source: Random, area: Area, catalogue: Catalogue) -> dict[str, Any]:
    concern = source.choice([each for each in catalogue.concerns.values() if each.fits(area)])
    detail = {"grade": source.randint(1, 4)} if concern.needs_grade else {"severity": "moderate"}
    side = {"side": source.choice(["left", "right"])} if area.sides and source.random() < 0.3 else {}
    return {"id": area.id, **side, "area_cm2": source.randint(20, 400), "concerns": [{"id": concern.id, **detail}]}


def _answer(source: Random, question: Question, as_of: date, areas: list[Area]) -> dict[str, Any]:
    if source.random() < 0.1:
        return {"answer": "unsure"}
    places = (*(area.id for area in areas), "elsewhere")
    given = [item for item in question.follow_ups if source.random() < 0.9]
    return {"answer": "yes"} | {item.id: _detail(source, item, as_of, places) for item in given}


def _detail(source: Random, item: FollowUp, as_of: date, places: tuple[str, ...]) -> Any:
    match item.kind:
        case "date":
            days = timedelta(days=int(source.expovariate(1 / 200)))
            return (as_of + days if item.ahead else as_of - days).isoformat()
        case "number" | "count":
            low = int(item.minimum or 0)
            return source.randint(low, int(min(item.maximum or 60, low + 60)))
        case "areas":
            return [source.choice(places)]
        case "choices":
            return [source.choice(item.words)]
        case "text":
            return "As told"
        case _:
            return source.choice(item.words)
