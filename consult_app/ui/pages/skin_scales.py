"""The scales of the skin step: which are offered for an area, how far each is, and what an answer changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import AreaRequest, Consultation
from consult_app.clinical.instrument_items import Given
from consult_app.clinical.instruments import Instrument, points_given
from consult_app.clinical.skin_scales import FITZPATRICK, SCAR_GRADE, fits, scale_answers
from consult_app.ui.widgets.instrument_form import score_view, without_name
from consult_app.ui.widgets.scale_cards import ScaleCardView

OWN_FORM = (FITZPATRICK, SCAR_GRADE)
"""The scales that have a form of their own on this step."""


@dataclass(frozen=True)
class OfferedScales:
    """The cards of an area: the scales its concerns are measured with or that are begun, and all others."""

    first: tuple[ScaleCardView, ...] = ()
    rest: tuple[ScaleCardView, ...] = ()


def offered_scales(consultation: Consultation, catalogue: Catalogue, request: AreaRequest) -> OfferedScales:
    """What may be scored in an area, the likeliest first."""
    area = catalogue.areas[request.id]
    named = list(dict.fromkeys(_measured_with(catalogue, request)))
    fitting = [one for one in catalogue.instruments.values() if one.id not in OWN_FORM and fits(one, (area,))]
    first = [one for name in named for one in fitting if one.id == name]
    begun = [one for one in fitting if one not in first and scale_answers(consultation, one, request.key)]
    rest = [one for one in fitting if one not in (*first, *begun)]
    first_cards = tuple(_card(one, scale_answers(consultation, one, request.key)) for one in (*first, *begun))
    return OfferedScales(first_cards, tuple(_card(one, {}) for one in rest))


def _measured_with(catalogue: Catalogue, request: AreaRequest) -> Iterator[str]:
    for concern in request.concerns:
        if concern.id in catalogue.concerns:
            yield from catalogue.concerns[concern.id].measure_with


def _card(instrument: Instrument, answers: Mapping[str, Given]) -> ScaleCardView:
    view = score_view(instrument, answers)
    done = view.answered == view.asked
    if done:
        state = without_name(view.words, instrument.short)
    else:
        whose = "this area" if instrument.per_area else "a referral" if instrument.referral_only else "the whole person"
        state = view.progress if answers else f"For {whose}"
    return ScaleCardView(instrument.id, instrument.short, instrument.label, state, done)


def with_answer(consultation: Consultation, key: str, item: str, given: Given | None) -> dict[str, Any]:
    """The parts that change when an item of a scale is answered, or its answer is taken back."""
    skin = consultation.skin
    answers = {name: old for name, old in skin.instruments.get(key, {}).items() if name != item}
    if given is not None:
        answers[item] = given
    others = {name: old for name, old in skin.instruments.items() if name != key}
    return {"skin": skin.model_copy(update={"instruments": others | ({key: answers} if answers else {})})}


def notes_of(instrument: Instrument, answers: Mapping[str, Given], catalogue: Catalogue) -> dict[str, str]:
    """What points on single items ask of the health history, by item."""
    points = points_given(instrument, answers)
    asked = {item.id: [catalogue.questions[each.question].label for each in item.raises] for item in instrument.items}
    return {name: _doubts(labels) for name, labels in asked.items() if labels and points.get(name)}


def _doubts(labels: list[str]) -> str:
    said = " or ".join(f"“{words}”" for words in labels)
    one = "one of them" if len(labels) > 1 else "it"
    return f"Ask again about {said}: {one} is a yes."
