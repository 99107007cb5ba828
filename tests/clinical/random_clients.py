"""Random clients of all kinds for laws over the real knowledge."""

from datetime import date, timedelta

from hypothesis import strategies as st

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import (
    Anaesthetic,
    Answer,
    AreaConcern,
    AreaRequest,
    Client,
    Consultation,
    FieldValue,
    Skin,
)
from consult_app.clinical.questions import FollowUp, Question

TODAY = date(2026, 11, 20)
BIRTHS = st.dates(date(1940, 1, 1), date(2012, 1, 1))


def field_values(follow_up: FollowUp, keys: tuple[str, ...]) -> st.SearchStrategy[FieldValue]:
    """Any value a follow-up may take on the consultation day."""
    match follow_up.kind:
        case "date":
            days = st.integers(0, 1200).map(lambda back: (TODAY - timedelta(days=back)).isoformat())
            return days.map(_ahead) if follow_up.ahead else days
        case "number" | "count":
            low, high = int(follow_up.minimum or 0), int(follow_up.maximum or 200)
            return st.integers(low, min(high, low + 120))
        case "choices":
            return st.lists(st.sampled_from(follow_up.words), min_size=1, max_size=2, unique=True).map(tuple)
        case "areas":
            return st.lists(st.sampled_from(keys), min_size=1, max_size=2, unique=True).map(tuple)
        case "text":
            return st.just("something")
        case _:
            return st.sampled_from(follow_up.words)


def _ahead(text: str) -> str:
    return (TODAY + (TODAY - date.fromisoformat(text))).isoformat()


@st.composite
def answers_to(draw: st.DrawFn, question: Question, keys: tuple[str, ...]) -> Answer:
    """A yes with some of its follow-ups, a no, or unsure."""
    word = draw(st.just("yes") | st.sampled_from(["no", "unsure"]))
    if word != "yes":
        return Answer(answer=word)
    chosen = [follow_up for follow_up in question.follow_ups if draw(st.booleans())]
    return Answer(answer="yes", fields={item.id: draw(field_values(item, keys)) for item in chosen})


@st.composite
def consultations(draw: st.DrawFn, catalogue: Catalogue, *, questions: int = 4) -> Consultation:
    """A client with some areas, a few answers of their own, and the rest denied or blank."""
    offered = [area for area in catalogue.areas.values() if area.offered]
    areas = draw(st.lists(st.sampled_from(offered), max_size=3, unique_by=lambda area: area.id))
    requests = []
    for area in areas:
        side = draw(st.sampled_from([None, "left", "right"])) if area.sides else None
        fitting = [concern for concern in catalogue.concerns.values() if concern.fits(area)]
        concern = draw(st.sampled_from(fitting))
        grade = draw(st.none() | st.integers(1, 4)) if concern.needs_grade else None
        requests.append(AreaRequest(id=area.id, side=side, concerns=(AreaConcern(id=concern.id, grade=grade),)))
    keys = (*catalogue.areas, "elsewhere")
    asked = draw(
        st.lists(st.sampled_from(list(catalogue.questions.values())), max_size=questions, unique_by=lambda q: q.id)
    )
    return Consultation(
        format=1,
        as_of=TODAY,
        client=Client(
            date_of_birth=draw(st.none() | BIRTHS),
            sex_at_birth=draw(st.sampled_from([None, "female", "male", "intersex"])),
            weight_kg=draw(st.none() | st.just(64.0)),
            height_cm=draw(st.none() | st.just(168.0)),
        ),
        skin=Skin(fitzpatrick=draw(st.none() | st.integers(1, 6))),
        areas=tuple(requests),
        answers={question.id: (draw(answers_to(question, keys)),) for question in asked},
        remaining_answers=draw(st.just("no") | st.none()),
        anaesthetic=draw(st.none() | st.just(Anaesthetic(product="lidocaine_prilocaine"))),
    )
