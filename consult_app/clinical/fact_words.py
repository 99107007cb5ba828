"""Facts in plain English: what each is called and how its values read, for rules told in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.instruments import ROMAN
from consult_app.clinical.questions import FollowUp, Question

OPEN_ENDINGS = frozenset({"on", "since", "for", "in", "used", "taken", "when", "time"})
"""Last words of a label that ask for a day without naming it, such as Cleared on."""
ANSWERS: Mapping[str, str] = {"unsure": "“not sure”"}


@dataclass(frozen=True)
class FactWords:
    """A fact in words: its ``name``, and how a sentence on its value begins, plain and denied.

    ``known`` says that it is given and that it is not. ``values`` gives the words of a value; ``scale`` lists what a
    numeral can be, lowest first. ``whole`` marks what is counted, ``ahead`` a day that may still come.
    """

    name: str
    is_: str
    is_not: str
    unit: str = ""
    known: tuple[str, str] = ("", "")
    values: Callable[[str], str] = str
    scale: tuple[str, ...] = ()
    whole: bool = False
    ahead: bool = False


@dataclass(frozen=True)
class Given:
    """A fact that is no answer, as data: its name, its verbs, its unit and where its values are named."""

    name: str
    verb: str = "is"
    denied: str = "is not"
    unit: str = ""
    named_in: str = ""
    scale: tuple[str, ...] = ()
    whole: bool = False


GIVEN: Mapping[str, Given] = {
    "anaesthetic.drugs": Given("the numbing cream", "contains", "does not contain"),
    "anaesthetic.minutes": Given("the numbing cream", "stays on for", "does not stay on for", "minutes"),
    "anaesthetic.planned": Given("a numbing cream", named_in="planned"),
    "anaesthetic.product": Given("the numbing cream", named_in="products"),
    "area.area_cm2": Given("the area", "measures", "does not measure", "cm²"),
    "area.burn_age_months": Given("the age of the burn scar", unit="months"),
    "area.burn_flat": Given("the burn scar", named_in="flat"),
    "area.burn_grafted": Given("the burn scar", named_in="grafted"),
    "area.burn_size_cm2": Given("the burn scar", "measures", "does not measure", "cm²"),
    "area.concerns": Given("the area", "is to be treated for", "is not to be treated for", named_in="concerns"),
    "area.goodman_baron_d2": Given("raised scarring in the area", named_in="counted"),
    "area.grade": Given("the scar grade"),
    "area.group": Given("the area", "belongs to the", "does not belong to the"),
    "area.id": Given("the area", named_in="areas"),
    "area.key": Given("the area", named_in="areas"),
    "area.offered_concerns": Given("the number of its concerns that are offered", whole=True),
    "client.age": Given("the client's age", unit="years"),
    "client.date_of_birth": Given("the date of birth"),
    "client.height_cm": Given("the client's height", unit="cm"),
    "client.sex_at_birth": Given("sex at birth"),
    "client.weight_kg": Given("the client's weight", unit="kg"),
    "clinic.areas_offered": Given("the clinic", "offers", "does not offer", named_in="areas"),
    "clinic.minimum_age": Given("the clinic's minimum age", unit="years"),
    "device.id": Given("the device", named_in="devices"),
    "device.kind": Given("the device", named_in="kinds"),
    "device.max_depth_mm": Given("the device", "reaches", "does not reach", "mm"),
    "requested.areas": Given("the requested areas", "include", "do not include", named_in="areas"),
    "requested.concerns": Given("the concerns", "include", "do not include", named_in="concerns"),
    "skin.fitzpatrick": Given("skin type", scale=ROMAN[1:]),
    "skin.glogau": Given("the photoageing grade", scale=ROMAN[1:5]),
}
"""Every fact that is no answer to a question."""

PLAIN: Mapping[str, Mapping[str, str]] = {
    "planned": {"yes": "planned", "no": "left out"},
    "counted": {"yes": "counted", "no": "absent"},
    "flat": {"yes": "flat", "no": "raised"},
    "grafted": {"yes": "grafted", "no": "without a graft"},
    "kinds": {"pen": "a pen", "stamp": "a stamp", "roller": "a roller", "rf": "a radiofrequency (RF) device"},
}
OFF_THE_MAP: Mapping[str, str] = {
    "eyelids": "the eyelids",
    "orbital_rim_inside": "the skin inside the bony rim of the eye",
    "lips_red": "the red of the lips",
    "nostrils": "the nostrils",
    "nipples": "the nipples",
    "areolae": "the areolae",
    "genitals": "the genitals",
    "mucosa": "a mucous membrane",
    "ear_canal": "the ear canal",
}
"""Places that are never treated and stand in no list of areas."""
PLACES: Mapping[str, str] = {"area.key": "this area", "requested.areas": "a requested area"}


def fact_words(fact: str, catalogue: Catalogue, about: str = "") -> FactWords:
    """The words of a fact; ``about`` is the question the text around already speaks of."""
    name, _, detail = fact.partition(".")
    question = catalogue.questions.get(name)
    if question is None:
        return _given(fact, catalogue)
    where = "" if question.id == about else f" under “{question.label}”"
    if detail in ("", "answer"):
        return _answered(f"“{question.label}”", "is answered") if where else _answered("the answer", "is")
    follow_up = question.follow_up(detail)
    return _detail(question, follow_up, where, catalogue) if follow_up else _whereabouts(where)


def _answered(name: str, verb: str) -> FactWords:
    denied = verb.replace("is", "is not", 1)
    known = (f"{name} is known", f"{name} is not known")
    return FactWords(name, f"{name} {verb}", f"{name} {denied}", known=known, values=_answer)


def _given(fact: str, catalogue: Catalogue) -> FactWords:
    known = GIVEN.get(fact, Given(fact.replace(".", ": ").replace("_", " ")))
    return FactWords(
        known.name,
        f"{known.name} {known.verb}",
        f"{known.name} {known.denied}",
        known.unit,
        known=(f"{known.name} is known", f"{known.name} is not known"),
        values=_value_names(known.named_in, catalogue),
        scale=known.scale,
        whole=known.whole,
    )


def _value_names(named_in: str, catalogue: Catalogue) -> Callable[[str], str]:
    """How the values of a given fact are named: by the catalogue, by a few plain words, else as they stand."""
    if named_in == "areas":
        return lambda key: area_words(key, catalogue)
    labels: Mapping[str, Mapping[str, str]] = {
        "concerns": {entry.id: entry.label.lower() for entry in catalogue.concerns.values()},
        "products": {entry.id: entry.label.lower() for entry in catalogue.anaesthesia.products.values()},
        "devices": {device.id: device.label for device in catalogue.practice.devices},
        **PLAIN,
    }
    return lambda word: labels.get(named_in, {}).get(word, word.replace("_", " "))


def area_words(key: str, catalogue: Catalogue) -> str:
    """An area key in words; what is on no map is named by its own id."""
    name, _, side = key.partition(".")
    area = catalogue.areas.get(name)
    return area.name(side) if area else OFF_THE_MAP.get(name, name.replace("_", " "))


def _answer(word: str) -> str:
    return ANSWERS.get(word, word)


VERBS: Mapping[str, tuple[str, str]] = {
    "choices": ("includes", "does not include"),
    "text": ("names", "does not name"),
    "yes_no": ("is answered", "is not answered"),
}


def _detail(question: Question, item: FollowUp, where: str, catalogue: Catalogue) -> FactWords:
    field, unit = f"“{plain_label(item)}”{where}", item.unit
    if sum(other.label == item.label for other in question.follow_ups) > 1:
        field, unit = f"“{plain_label(item)}” in {unit}{where}", ""
    name = _day_name(item, where) if item.kind == "date" else field
    verb, denied = VERBS.get(item.kind, ("is", "is not"))
    return FactWords(
        name,
        f"{name} {verb}",
        f"{name} {denied}",
        unit,
        known=(f"{field} is given", f"{field} is left empty"),
        values=lambda word: _option_name(item, word, catalogue),
        whole=item.kind == "count",
        ahead=item.ahead,
    )


def _option_name(item: FollowUp, word: str, catalogue: Catalogue) -> str:
    if item.kind == "areas":
        return area_words(word, catalogue)
    return next((option.label for option in item.options if option.id == word), _answer(word))


def _day_name(item: FollowUp, where: str) -> str:
    label = plain_label(item)
    return f"the day under “{label}”{where}" if _asks_for_a_day(label) else f"the {_lower(label)}{where}"


def plain_label(item: FollowUp) -> str:
    """The label of a detail without the hint in brackets."""
    return item.label.partition(" (")[0]


def _asks_for_a_day(label: str) -> bool:
    return label.lower().split()[-1] in OPEN_ENDINGS


def _lower(label: str) -> str:
    """The label inside a sentence; an abbreviation such as HbA1c keeps its capitals."""
    first = label.split(maxsplit=1)[0]
    return label if first[1:] != first[1:].lower() else f"{label[:1].lower()}{label[1:]}"


def _whereabouts(where: str) -> FactWords:
    """Whether the places of an answer are among the requested areas."""
    name = f"the place{where}"
    said = {"yes": "a requested area", "no": "no requested area"}
    return FactWords(name, f"{name} lies in", f"{name} does not lie in", values=lambda word: said.get(word, word))
