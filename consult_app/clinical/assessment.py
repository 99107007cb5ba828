"""Assessment: the verdict for the person, each area and overall, from one consultation and one catalogue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from consult_app.clinical.anaesthesia import NumbingCheck
from consult_app.clinical.anaesthesia import check as check_numbing
from consult_app.clinical.areas import size_cm2
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.checking import ANAESTHETIC, PERSON, check
from consult_app.clinical.conditions import NEVER, Unknown, Value
from consult_app.clinical.consultation import AreaConcern, AreaRequest, Consultation, DeviceChoice
from consult_app.clinical.contraindications import Contraindication
from consult_app.clinical.doubt import doubted
from consult_app.clinical.facts import Facts, Values, complete
from consult_app.clinical.practice import Device
from consult_app.clinical.question_words import open_label
from consult_app.clinical.ruleset import Rule, ruleset
from consult_app.clinical.skin_scales import glogau_type, raised_scars_counted, skin_type
from consult_app.clinical.verdict import Finding, Verdict, combine, strictest

SENSITIVE = "anaesthetic_sensitive"
"""The rule that halves every limit of a numbing product."""
ORDER = ("do_not_treat", "clearance", "defer", "precautions", "note")


@dataclass(frozen=True)
class Assessment:
    """What the rules say. ``areas`` maps each requested area key to the whole person's verdict with its own."""

    as_of: date
    person: Verdict
    areas: Mapping[str, Verdict]
    anaesthetic: NumbingCheck | None
    facts: Facts

    @property
    def overall(self) -> Verdict:
        """The person and all requested areas as one."""
        return combine((self.person, *self.areas.values()))

    @property
    def outcome(self) -> str:
        """The strictest of the person's and all requested areas' outcomes."""
        return strictest((self.person.outcome, *(verdict.outcome for verdict in self.areas.values())))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding once, strictest first, then by date and id."""
        return ordered(self.overall.findings)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings as they are listed: strictest first, the latest date first, then by id."""

    def rank(finding: Finding) -> tuple[int, int, str, tuple[str, ...]]:
        day = finding.not_before.toordinal() if finding.not_before else 0
        return (ORDER.index(finding.level), -day, finding.key, finding.areas)

    return tuple(sorted(findings, key=rank))


def assess(consultation: Consultation, catalogue: Catalogue) -> Assessment:
    """Judge one consultation by the catalogue on the consultation's own day."""
    return judge_by(consultation, catalogue, catalogue.ruleset)


def judge(consultation: Consultation, catalogue: Catalogue, entries: Iterable[Contraindication]) -> Assessment:
    """Judge by the given entries alone."""
    return judge_by(consultation, catalogue, ruleset(entries))


def judge_by(consultation: Consultation, catalogue: Catalogue, rules: Iterable[Rule]) -> Assessment:
    """Judge by rules that are worked out already; an entry's examples are judged this way."""
    facts = gather(consultation, catalogue)
    areas = {request.key: area_facts(request, consultation, catalogue) for request in consultation.areas}
    parts = check(rules, facts, areas)
    by_target = {target: combine(p.verdict for p in parts if p.target == target) for target in (PERSON, *areas)}
    person = by_target[PERSON]
    numbing = combine(part.verdict for part in parts if part.target == ANAESTHETIC)
    return Assessment(
        as_of=consultation.as_of,
        person=person,
        areas={key: person | by_target[key] for key in areas},
        anaesthetic=_numbing(consultation, catalogue, numbing),
        facts=facts,
    )


def gather(consultation: Consultation, catalogue: Catalogue) -> Facts:
    """All facts of a consultation that do not depend on one area."""
    given = {
        **_client_facts(consultation),
        **_setting_facts(consultation, catalogue),
        **_anaesthetic_facts(consultation, catalogue),
        "skin.fitzpatrick": _one(skin_type(consultation, catalogue), "skin.fitzpatrick"),
        "skin.glogau": _one(glogau_type(consultation, catalogue), "skin.glogau"),
        "requested.areas": _many(request.key for request in consultation.areas),
        "requested.concerns": _many(concern.id for request in consultation.areas for concern in request.concerns),
    }
    denied = consultation.remaining_answers == "no"
    return Facts(
        as_of=consultation.as_of,
        questions=catalogue.questions,
        answers=doubted(
            complete(consultation.answers, catalogue.questions, remaining_denied=denied), consultation, catalogue
        ),
        given=given,
        requested=tuple(request.key for request in consultation.areas),
    )


def _client_facts(consultation: Consultation) -> dict[str, Values]:
    client = consultation.client
    born = client.date_of_birth
    usable = born if born and born <= consultation.as_of else None
    return {
        "client.date_of_birth": _one(usable, "client.date_of_birth"),
        "client.age": _one(client.age(consultation.as_of) if usable else None, "client.date_of_birth"),
        "client.sex_at_birth": _one(client.sex_at_birth, "client.sex_at_birth"),
        "client.weight_kg": _one(client.weight_kg, "client.weight_kg"),
        "client.height_cm": _one(client.height_cm, "client.height_cm"),
    }


def _setting_facts(consultation: Consultation, catalogue: Catalogue) -> dict[str, Values]:
    device = chosen_device(consultation, catalogue)
    return {
        "device.id": _one(device.id if isinstance(device, Device) else None),
        "device.kind": (device.kind if device else "pen",),
        "device.max_depth_mm": _one(device.max_depth_mm if device else None),
        "clinic.areas_offered": _many(catalogue.practice.areas_offered),
        "clinic.minimum_age": (catalogue.practice.minimum_age,),
    }


def _anaesthetic_facts(consultation: Consultation, catalogue: Catalogue) -> dict[str, Values]:
    plan = consultation.anaesthetic
    if plan is None:
        none: Values = (NEVER,)
        return {"anaesthetic.planned": ("no",)} | dict.fromkeys(
            ("anaesthetic.product", "anaesthetic.drugs", "anaesthetic.minutes"), none
        )
    product = catalogue.anaesthesia.product(plan.product)
    minutes = plan.minutes or (product.minutes.low if product and product.minutes else None)
    return {
        "anaesthetic.planned": ("yes",),
        "anaesthetic.product": (plan.product,),
        "anaesthetic.drugs": _many(product.drugs if product else ()),
        "anaesthetic.minutes": _one(minutes, "anaesthetic.minutes"),
    }


def area_facts(request: AreaRequest, consultation: Consultation, catalogue: Catalogue) -> dict[str, Values]:
    """The facts of one requested area."""
    area = catalogue.areas.get(request.id)
    place = f"areas.{request.key}"
    offered = [c for c in request.concerns if c.id in catalogue.concerns and catalogue.concerns[c.id].offered]
    burn = next((concern for concern in request.concerns if concern.id == "burn_scar"), AreaConcern(id="burn_scar"))
    size = size_cm2(request, catalogue.areas, consultation.client) if area else request.area_cm2
    grades = [concern.grade for concern in request.concerns if concern.grade is not None]
    return {
        "area.id": (request.id,),
        "area.key": (request.key,),
        "area.group": (area.group if area else NEVER,),
        "area.area_cm2": _one(size, f"{place}.area_cm2"),
        "area.concerns": _many(concern.id for concern in request.concerns),
        "area.offered_concerns": (len(offered),),
        "area.grade": _one(max(grades, default=None), f"{place}.grade"),
        "area.goodman_baron_d2": _one(raised_scars_counted(consultation, catalogue, request.key)),
        "area.burn_age_months": _burn(burn.age_months, f"{place}.burn_scar.age_months"),
        "area.burn_flat": _burn(burn.flat, f"{place}.burn_scar.flat"),
        "area.burn_grafted": _burn(burn.grafted, f"{place}.burn_scar.grafted"),
        "area.burn_size_cm2": _burn(burn.size_cm2, f"{place}.burn_scar.size_cm2"),
    }


def _one(value: Value | None, question: str = "") -> Values:
    if value is not None:
        return (value,)
    return (Unknown(question),) if question else (NEVER,)


def _burn(value: Value | None, question: str) -> Values:
    return (value,) if value is not None else (Unknown(question, assumable=True),)


def _many(values: Iterable[Value]) -> Values:
    return tuple(values) or (NEVER,)


def chosen_device(consultation: Consultation, catalogue: Catalogue) -> Device | DeviceChoice | None:
    """The device of the consultation, by the clinic's file where it is named there; None means an unnamed pen."""
    if isinstance(consultation.device, str):
        return catalogue.practice.device(consultation.device)
    return consultation.device


def _numbing(consultation: Consultation, catalogue: Catalogue, verdict: Verdict) -> NumbingCheck | None:
    plan, client = consultation.anaesthetic, consultation.client
    if plan is None:
        return None
    sizes = [size_cm2(request, catalogue.areas, client) for request in consultation.areas]
    known = [size for size in sizes if size is not None]
    return check_numbing(
        plan,
        catalogue.anaesthesia,
        size_cm2=sum(known) if known and len(known) == len(sizes) else None,
        weight_kg=client.weight_kg,
        height_cm=client.height_cm,
        sensitive=_sensitive(consultation, catalogue, verdict),
        rule_verdict=verdict,
        called=partial(open_label, catalogue=catalogue),
    )


def _sensitive(consultation: Consultation, catalogue: Catalogue, verdict: Verdict) -> bool:
    """Whether every limit of the numbing product is halved: by rule, or by age alone."""
    age = consultation.client.age(consultation.as_of)
    old = age is not None and age >= catalogue.anaesthesia.sensitive_from_age
    return old or any(finding.id == SENSITIVE for finding in verdict.findings)
