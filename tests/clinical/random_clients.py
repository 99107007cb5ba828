"""Random clients of all kinds for laws over the real knowledge."""

from datetime import date, timedelta

from hypothesis import strategies as st

from consult_app.clinical.areas import Area, Concern
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import (
    Anaesthetic,
    Answer,
    AreaConcern,
    AreaRequest,
    Client,
    Consultation,
    Decision,
    DeviceChoice,
    FieldValue,
    Skin,
)
from consult_app.clinical.questions import FollowUp, Question

TODAY = date(2026, 11, 20)
YES_NO = st.sampled_from([None, "yes", "no"])
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


def told(question: Question, keys: tuple[str, ...]) -> st.SearchStrategy[tuple[Answer, ...]]:
    """What is told of a question: mostly one answer, sometimes several."""
    one = answers_to(question, keys)
    return st.tuples(one) | st.lists(one, min_size=1, max_size=3).map(tuple)


def places(catalogue: Catalogue) -> tuple[str, ...]:
    """Every place an answer can name: areas, their sides, and elsewhere."""
    sides = tuple(f"{area.id}.{side}" for area in catalogue.areas.values() if area.sides for side in ("left", "right"))
    return (*catalogue.areas, *sides, "elsewhere")


@st.composite
def requests(draw: st.DrawFn, catalogue: Catalogue, area: Area) -> AreaRequest:
    """One area with one or two of the concerns that fit it, graded or not."""
    fitting = [concern for concern in catalogue.concerns.values() if concern.fits(area)]
    chosen = draw(st.lists(st.sampled_from(fitting), min_size=1, max_size=2, unique_by=lambda concern: concern.id))
    return AreaRequest(
        id=area.id,
        side=draw(st.sampled_from([None, "left", "right"])) if area.sides else None,
        area_cm2=draw(st.none() | st.integers(10, 400)),
        concerns=tuple(draw(concerned(concern)) for concern in chosen),
    )


def concerned(concern: Concern) -> st.SearchStrategy[AreaConcern]:
    """A concern with what belongs to it: a burn its history, an acne scar its grade, the rest a severity."""
    if concern.id == "burn_scar":
        return st.builds(
            AreaConcern,
            id=st.just(concern.id),
            age_months=st.none() | st.integers(0, 60),
            flat=YES_NO,
            grafted=YES_NO,
            size_cm2=st.none() | st.integers(1, 900),
        )
    if concern.needs_grade:
        return st.builds(AreaConcern, id=st.just(concern.id), grade=st.none() | st.integers(1, 4))
    grades = st.sampled_from([None, concern.only_grade])
    return st.builds(
        AreaConcern, id=st.just(concern.id), grade=grades, severity=st.sampled_from([None, "mild", "severe"])
    )


@st.composite
def skins(draw: st.DrawFn, catalogue: Catalogue, keys: tuple[str, ...]) -> Skin:
    """The practitioner's view, and sometimes a scale that is filled in wholly or in part."""
    scales = [scale for scale in catalogue.instruments.values() if not scale.per_area or keys]
    filled: dict[str, dict[str, int]] = {}
    for scale in draw(st.lists(st.sampled_from(scales), max_size=1)):
        name = f"{scale.id}@{draw(st.sampled_from(keys))}" if scale.per_area else scale.id
        items = [item for item in scale.items if item.options and draw(st.integers(0, 9)) > 0]
        filled[name] = {item.id: draw(st.sampled_from([option.points for option in item.options])) for item in items}
    return Skin(
        fitzpatrick=draw(st.none() | st.integers(1, 6)),
        glogau=draw(st.none() | st.integers(1, 4)),
        instruments=filled,
    )


def decisions(catalogue: Catalogue) -> st.SearchStrategy[tuple[Decision, ...]]:
    """Clearances and overrides of any rule, by anyone."""
    decided = st.builds(
        Decision,
        finding=st.sampled_from(list(catalogue.rules)),
        kind=st.sampled_from(["clearance", "override"]),
        by=st.just("Dr Ian Whitcombe"),
        role=st.sampled_from(["dermatologist", "gp", "nurse"]),
        date=st.just(TODAY - timedelta(days=2)),
        reason=st.just("No objection to needling now"),
    )
    return st.lists(decided, max_size=2).map(tuple)


DEVICES = st.none() | st.builds(
    DeviceChoice,
    kind=st.sampled_from(["pen", "stamp", "roller", "rf"]),
    max_depth_mm=st.none() | st.sampled_from([0.3, 1.5, 2.5]),
)


@st.composite
def consultations(draw: st.DrawFn, catalogue: Catalogue, *, questions: int = 4) -> Consultation:
    """A client with some areas, a few answers of their own, and the rest denied or blank."""
    offered = [area for area in catalogue.areas.values() if area.offered]
    wanted = draw(st.lists(st.sampled_from(offered), max_size=3, unique_by=lambda area: area.id))
    areas = tuple(draw(requests(catalogue, area)) for area in wanted)
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
        skin=draw(skins(catalogue, tuple(request.key for request in areas))),
        areas=areas,
        answers={question.id: draw(told(question, places(catalogue))) for question in asked},
        remaining_answers=draw(st.just("no") | st.none()),
        device=draw(DEVICES),
        anaesthetic=draw(st.none() | st.just(Anaesthetic(product="lidocaine_prilocaine"))),
        decisions=draw(decisions(catalogue)),
    )
