"""Sentences about a plan that stand on more than one paper: limits, care taken, numbing, hopes."""

from collections.abc import Iterable, Iterator

from consult_app.clinical.explanation import FindingLine
from consult_app.clinical.summary import Summary
from consult_app.documents import wording
from consult_app.documents.runs import Prose, Strong

_ALLERGENS = "contact_allergy_products"
_UNNAMED = "Other"
_YOUNG = "age_18_21"


def precautions_kept(summary: Summary) -> tuple[str, ...]:
    """What we do to keep this client safe, each sentence once."""
    findings = [line for line in summary.findings if line.finding.level == "precautions" and not _avoided(line)]
    return wording.unique([*_allergens(summary), *_once(_precaution(line) for line in findings)])


def _once(texts: Iterable[str]) -> Iterator[str]:
    """The texts, those that end in the same care told together."""
    by_care: dict[str, list[str]] = {}
    for text in wording.unique(list(texts)):
        reason, stop, care = text.partition(". ")
        by_care.setdefault(care or text, []).append(f"{reason}." if stop else "")
    for care, reasons in by_care.items():
        yield " ".join([*(reason for reason in reasons if reason), care])


def _precaution(line: FindingLine) -> str:
    return line.finding.client_text or f"We take extra care because of this: {line.finding.label.lower()}."


def _allergens(summary: Summary) -> Iterator[str]:
    for line in summary.findings:
        if products := _avoided(line):
            them = "it" if len(products) == 1 else "them"
            yield f"We will not use {wording.joined(products)} on your skin, because you are allergic to {them}."


def _avoided(line: FindingLine) -> list[str]:
    """The products a client reacts to, as they stand within a sentence."""
    if line.finding.id != _ALLERGENS:
        return []
    return [wording.lower(name) if name != _UNNAMED else "the other things you named" for name in line.chosen]


def bone_notes(summary: Summary) -> Iterator[str]:
    """Where bone lies close, and how deep we go there."""
    caps = [(area, area.bone_cap_mm) for area in summary.plan.areas if area.bone_cap_mm is not None]
    for cap in sorted({cap for area, cap in caps if cap < area.depth_mm.high}):
        names = [area.plain_name for area, own in caps if own == cap and own < area.depth_mm.high]
        yield f"Over bone on your {wording.joined(names)} we go no deeper than {wording.millimetres(cap)}."


def off_label_notes(summary: Summary) -> Iterator[str]:
    """What the maker or the US authority has not named, in plain words, and what the word means (0.3 and 2.2)."""
    planned = summary.plan.areas
    notes = []
    for why, words in wording.US_STATUS.items():
        if names := [area.plain_name for area in planned if area.us_status.why == why]:
            notes.append(words.format(wording.joined(names)))
    if any(line.finding.id == _YOUNG for line in summary.findings):
        notes.append(wording.US_YOUNG)
    yield from notes
    if any("“off-label”" in words for words in notes):
        yield wording.OFF_LABEL


def numbing_notes(summary: Summary) -> Iterator[str]:
    """The numbing cream as it is planned, or why there is none."""
    plan = summary.anaesthetic
    if plan is None:
        return
    if plan.outcome == "blocked":
        yield "We will not use this numbing cream on you. We tell you what we can do instead."
    elif plan.outcome == "clearance":
        yield "We ask a doctor before we use numbing cream on you."
    elif plan.outcome == "not_known":
        yield "We plan numbing cream when we know your height, your weight and the size of the skin."
    else:
        size = f" on {plan.area_cm2:g} cm² of skin" if plan.area_cm2 else ""
        minutes = f" for {plan.minutes:g} minutes" if plan.minutes else ""
        yield f"Numbing cream: {summary.anaesthetic_name}{size}{minutes}. We put it on here, never you at home."


def recovery(summary: Summary) -> Iterator[str]:
    """How long skin stays red, for the parts of the body in the plan."""
    groups = {area.group for area in summary.plan.areas}
    if "face" in groups:
        yield wording.REDNESS_FACE
    if groups - {"face"}:
        yield wording.REDNESS_BODY
    yield wording.REDNESS_DEEP


def hopes(summary: Summary) -> Iterator[Prose]:
    """What may be hoped for, and how sure that is."""
    planned = [area for area in summary.areas if summary.plan.area(area.key)]
    pairs = [pair for area in planned for pair in zip(area.plain_concerns, area.expects, strict=True)]
    for concern, expect in dict.fromkeys(pairs):
        yield (Strong(f"{wording.capital(concern)}: "), expect)
    judged = any("We judge" in expect for _, expect in pairs)
    yield " ".join([wording.HOPE, *([] if judged else [wording.JUDGE]), wording.CHANGES])
