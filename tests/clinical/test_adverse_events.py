"""Adverse events: what a client is told, to how many each happens, and from which sources."""

import re
from typing import Any

import pytest
from pydantic import ValidationError

from consult_app.clinical.adverse_events import AdverseEvents, Risks, risks_of
from consult_app.clinical.audience import Addressee, Audience, TreatedArea
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.summary import summarise
from tests.clinical.cases import case
from tests.clinical.knowledge_files import content

FACE = TreatedArea("face_cheeks", "face", "cheeks")
SHOULDER = TreatedArea("shoulders.left", "body", "left shoulder")
FREQUENCIES = {
    "dark_marks": ("39 people", "25 of types I to V", "5 cases among 36", "7 of 32"),
    "tram_tracks": ("2 cases",),
    "bacterial_infection": ("1 of 32",),
    "bloodborne_virus": ("four clients and a partner",),
    "granuloma": ("15 cases in 13 papers by 2024",),
    "raised_scar": ("0.4 %",),
    "herpes": ("risk the FDA names",),
    "koebner": ("psoriasis, vitiligo and lichen planus",),
}


def told(catalogue: Catalogue, *areas: TreatedArea, tags: tuple[str, ...] = ()) -> Risks:
    return risks_of(catalogue.adverse_events, Addressee(areas, frozenset(), frozenset(tags)))


def test_every_event_of_the_reference_is_there_with_what_print_says_of_it(catalogue: Catalogue) -> None:
    events = {event.id: event for event in catalogue.adverse_events.events}
    assert len(events) == 20
    for name, figures in FREQUENCIES.items():
        for figure in figures:
            assert figure in events[name].frequency, name
    assert [name for name, event in events.items() if event.radiofrequency_only] == ["radiofrequency_only"]
    assert "2,805" in catalogue.adverse_events.totals.text
    assert "Yellow Card" in catalogue.adverse_events.reporting.text


def test_everybody_is_told_of_what_happens_to_many_some_and_few(catalogue: Catalogue) -> None:
    risks = told(catalogue, FACE)
    assert len(risks.told("many")) == 2
    assert any("5 of 36, and 7 of 32" in text for text in risks.told("some"))
    assert any("An infection: 1 of 32 people" in text for text in risks.told("rare"))
    assert all(risk.sources for risk in risks.lines)


@pytest.mark.parametrize(
    ("area", "tag", "event", "words"),
    [
        (FACE, "", "eye_injury", "An injury of the eye"),
        (SHOULDER, "", "raised_scar", "Thick raised scars are more common"),
        (SHOULDER, "dark_skin", "dark_marks", "Skin like yours"),
        (SHOULDER, "numbed", "anaesthetic_toxicity", "Numbing cream can make you ill"),
    ],
)
def test_some_risks_are_told_only_where_they_belong(
    catalogue: Catalogue, area: TreatedArea, tag: str, event: str, words: str
) -> None:
    here = [risk for risk in told(catalogue, area, tags=(tag,)).lines if risk.text.startswith(words)]
    assert [risk.event for risk in here] == [event]
    other = FACE if area is SHOULDER else SHOULDER
    assert not any(risk.text.startswith(words) for risk in told(catalogue, other).lines)


def test_the_summary_tells_the_risks_of_its_own_client(catalogue: Catalogue) -> None:
    fair = summarise(case(), catalogue).risks.lines
    dark = summarise(case(skin={"fitzpatrick": 5}, anaesthetic={"product": "lidocaine_4_uk"}), catalogue).risks.lines
    assert {risk.text for risk in dark} - {risk.text for risk in fair} == {
        "Skin like yours gets dark marks more often. So we go gently and ask you to keep out of the sun.",
        "Numbing cream can make you ill if too much gets into the body. So we keep to set limits.",
    }
    unknown = summarise(case(skin={}), catalogue).risks.lines
    assert {risk.text for risk in unknown} == {risk.text for risk in fair}


def test_no_client_is_told_of_what_only_radiofrequency_does(catalogue: Catalogue) -> None:
    words = " ".join(risk.text for risk in told(catalogue, FACE, SHOULDER, tags=("dark_skin", "numbed")).lines)
    assert not re.search(r"burn|nerve|fat loss", words)


@pytest.mark.parametrize("change", ["twice", "radiofrequency"])
def test_events_have_ids_of_their_own_and_radiofrequency_stays_apart(change: str) -> None:
    whole: dict[str, Any] = content("adverse_events.yaml")
    last = whole["events"][-1]
    extra = last if change == "twice" else {**last, "id": "x", "client": [{"how_often": "rare", "text": "A burn."}]}
    with pytest.raises(ValidationError):
        AdverseEvents.model_validate({**whole, "events": [*whole["events"], extra]})


@pytest.mark.parametrize(
    ("audience", "included"),
    [
        ({}, True),
        ({"areas": ["shoulders"]}, True),
        ({"areas": ["scalp"]}, False),
        ({"not_areas": ["shoulders"]}, False),
        ({"groups": ["body"]}, True),
        ({"groups": ["face"]}, False),
        ({"not_groups": ["body"]}, False),
        ({"findings": ["psoriasis"]}, True),
        ({"findings": ["vitiligo"]}, False),
        ({"tags": ["numbed"]}, True),
        ({"tags": ["numbed", "dark_skin"]}, False),
        ({"not_tags": ["numbed"]}, False),
    ],
)
def test_a_line_is_for_those_it_names(audience: dict[str, Any], included: bool) -> None:
    whom = Addressee((SHOULDER,), frozenset({"psoriasis"}), frozenset({"numbed"}))
    assert Audience.model_validate(audience).includes(whom) == included
