"""What if: the same consultation with one thing otherwise, to be judged again; nothing of it is ever kept."""

from collections.abc import Iterable
from datetime import date

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, AreaRequest, Consultation, Decision, FieldValue
from consult_app.clinical.questions import Question
from consult_app.clinical.verdict import Finding, Level, Verdict

Assumed = FieldValue | date


def on_day(consultation: Consultation, day: date) -> Consultation:
    """The same answers judged on another day."""
    return consultation.model_copy(update={"as_of": day})


def told(consultation: Consultation, catalogue: Catalogue, name: str, value: Assumed) -> Consultation:
    """The consultation with one open question answered; ``name`` is written as verdicts name open questions."""
    head, _, detail = name.partition(".")
    if head in catalogue.questions:
        return _answered(consultation, catalogue.questions[head], detail, value)
    if head == "areas":
        return _sized(consultation, name, value)
    part = consultation.client if head == "client" else consultation.skin
    return consultation.model_copy(update={head: part.model_copy(update={detail: value})})


def _answered(consultation: Consultation, question: Question, detail: str, value: Assumed) -> Consultation:
    names = (question.id, *question.aliases)
    stored = next((name for name in names if name in consultation.answers), question.id)
    given = consultation.answers.get(stored, ())
    if detail:
        new = tuple(_detailed(one, detail, value) for one in given)
    else:
        new = tuple(_plain(one, str(value)) for one in given) or (Answer.model_validate(value),)
    return consultation.model_copy(update={"answers": {**consultation.answers, stored: new}})


def _detailed(answer: Answer, detail: str, value: Assumed) -> Answer:
    if answer.answer == "no" or answer.fields.get(detail, "unsure") != "unsure":
        return answer
    plain: FieldValue = value.isoformat() if isinstance(value, date) else value
    return answer.model_copy(update={"fields": {**answer.fields, detail: plain}})


def _plain(answer: Answer, word: str) -> Answer:
    """An unsure answer made certain; a no keeps only its places."""
    if answer.answer != "unsure":
        return answer
    kept = {name: told for name, told in answer.fields.items() if word == "yes" or name == "areas"}
    return Answer.model_validate({"answer": word, **kept})


def _sized(consultation: Consultation, name: str, value: Assumed) -> Consultation:
    """An area with its missing figure: its size, its grade, or a detail of its burn scar."""

    def filled(request: AreaRequest) -> AreaRequest:
        start = f"areas.{request.key}."
        detail = name.removeprefix(start)
        if detail == name:
            return request
        burn = detail.partition(".")[2]
        if detail == "area_cm2":
            return request.model_copy(update={detail: value})
        concerns = tuple(
            concern.model_copy(update={burn or detail: value}) if not burn or concern.id == "burn_scar" else concern
            for concern in request.concerns
        )
        return request.model_copy(update={"concerns": concerns})

    return consultation.model_copy(update={"areas": tuple(map(filled, consultation.areas))})


def without_concern(consultation: Consultation, key: str, concern: str) -> Consultation:
    """The consultation with one concern of one area left out."""

    def less(request: AreaRequest) -> AreaRequest:
        kept = tuple(each for each in request.concerns if request.key != key or each.id != concern)
        return request.model_copy(update={"concerns": kept})

    return consultation.model_copy(update={"areas": tuple(map(less, consultation.areas))})


def cleared(consultation: Consultation, finding: str, role: str) -> Consultation:
    """The consultation as if that role had lifted the finding in writing, for every area, on its day."""
    answer = Decision(
        finding=finding, kind="clearance", by="assumed", role=role, date=consultation.as_of, reason="assumed"
    )
    return consultation.model_copy(update={"decisions": (*consultation.decisions, answer)})


def open_names(verdict: Verdict) -> frozenset[str]:
    """The open questions that alone keep treatment shut: they could still defer, refer or bar."""
    return frozenset(question.id for question in verdict.open if question.level >= Level.DEFER)


def labels(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The names of findings, each once, in order."""
    return tuple(sorted({finding.label for finding in findings}))
