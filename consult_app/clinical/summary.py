"""The summary: one consultation with all text resolved; what the window shows, what is signed and what is printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from consult_app.clinical.adverse_events import Risks
from consult_app.clinical.anaesthesia import NumbingCheck
from consult_app.clinical.areas import size_cm2
from consult_app.clinical.assessment import Assessment, assess, chosen_device
from consult_app.clinical.blank_form import FormRow, form_rows
from consult_app.clinical.care_sheet import CareSheet
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import (
    AreaConcern,
    AreaRequest,
    Avoid,
    Booking,
    Client,
    Consultation,
    Contact,
    Decision,
    Practitioner,
)
from consult_app.clinical.course import TreatmentPlan
from consult_app.clinical.decisions import GoAhead
from consult_app.clinical.explanation import FindingLine, OpenLine, finding_lines, precautions
from consult_app.clinical.headline import Headline, OutcomeLine, headline, outcome_line
from consult_app.clinical.instruments import ROMAN
from consult_app.clinical.letters import Letter, letters
from consult_app.clinical.meanwhile import Meanwhile, meanwhile
from consult_app.clinical.next_questions import question_lines
from consult_app.clinical.outlook import Outlook, outlook
from consult_app.clinical.practice import Clinic, Device
from consult_app.clinical.referrals import Referral, referrals
from consult_app.clinical.risks_told import risks_told
from consult_app.clinical.skin_scales import ScoreLine, score_lines, skin_type
from consult_app.clinical.treatment import plan_course, sheets, ways_ahead

__all__ = ["ROMAN", "AreaLine", "Summary", "area_name", "device_words", "summarise"]


@dataclass(frozen=True)
class AreaLine:
    """One requested area: its outcome, what may go ahead, and why it is to be treated."""

    key: str
    id: str
    name: str
    plain_name: str
    line: OutcomeLine
    go_ahead: GoAhead
    concerns: tuple[str, ...]
    plain_concerns: tuple[str, ...]
    expects: tuple[str, ...]
    area_cm2: float | None
    estimated: bool
    goal: str


@dataclass(frozen=True)
class Entered:
    """What was entered about one consultation, and under which protocol and settings of the clinic."""

    as_of: date
    client: Client
    practitioner: Practitioner
    reason_for_visit: str
    skin_type: str
    decisions: tuple[Decision, ...]
    contacts: Mapping[str, Contact]
    booking: Booking | None
    avoid: tuple[Avoid, ...]
    device: str
    anaesthetic_name: str
    cost: str
    clinic: Clinic
    protocol_version: str
    protocol_digest: str
    clinic_digest: str | None


@dataclass(frozen=True)
class Summary(Entered):
    """Everything that is shown, printed and signed about one consultation.

    ``form`` is the blank health history of the protocol; it says nothing about the client and is not kept.
    """

    headline: Headline
    person: OutcomeLine
    areas: tuple[AreaLine, ...]
    findings: tuple[FindingLine, ...]
    open_questions: tuple[OpenLine, ...]
    outlook: Outlook
    meanwhile: tuple[Meanwhile, ...]
    precautions: tuple[str, ...]
    scores: tuple[ScoreLine, ...]
    plan: TreatmentPlan
    anaesthetic: NumbingCheck | None
    care: CareSheet
    risks: Risks
    letters: tuple[Letter, ...]
    referrals: tuple[Referral, ...]
    form: tuple[FormRow, ...] = field(default=(), compare=False, repr=False)

    def area(self, key: str) -> AreaLine:
        """The line of one area key; KeyError when it was not requested."""
        for area in self.areas:
            if area.key == key:
                return area
        raise KeyError(key)


def summarise(consultation: Consultation, catalogue: Catalogue, assessment: Assessment | None = None) -> Summary:
    """The summary of a consultation under a catalogue; ``assessment`` saves judging it twice."""
    judged = assessment or assess(consultation, catalogue)
    names = {request.key: area_name(request, catalogue) for request in consultation.areas}
    ahead = ways_ahead(consultation, catalogue, judged)
    plan = plan_course(consultation, catalogue, judged, ahead)
    care = sheets(consultation, catalogue, judged, plan)
    asked = letters(consultation, judged, names)
    coming = outlook(consultation, catalogue, judged)
    questions = question_lines(coming.questions, catalogue, names)
    labels = tuple(line.label for line in questions)
    return Summary(
        **vars(_entered(consultation, catalogue)),
        headline=headline(judged.person, judged.areas, names),
        person=outcome_line(judged.person),
        areas=tuple(_area_line(r, consultation, catalogue, judged, ahead[r.key]) for r in consultation.areas),
        findings=finding_lines(consultation, catalogue, judged, names),
        open_questions=questions,
        outlook=coming,
        meanwhile=meanwhile(judged.as_of, ahead, names, letters=asked, questions=labels, plan=plan, care=care),
        precautions=precautions(judged, catalogue),
        scores=score_lines(consultation, catalogue, names),
        plan=plan,
        anaesthetic=judged.anaesthetic,
        care=care,
        risks=risks_told(consultation, catalogue, judged, plan),
        letters=asked,
        referrals=referrals(consultation, catalogue, judged),
        form=form_rows(catalogue),
    )


def _entered(consultation: Consultation, catalogue: Catalogue) -> Entered:
    kind = skin_type(consultation, catalogue)
    return Entered(
        as_of=consultation.as_of,
        client=consultation.client,
        practitioner=consultation.practitioner,
        reason_for_visit=consultation.reason_for_visit or "",
        skin_type=ROMAN[kind] if kind else "",
        decisions=consultation.decisions,
        contacts=consultation.contacts,
        booking=consultation.session,
        avoid=consultation.avoid,
        device=device_words(consultation, catalogue),
        anaesthetic_name=_product_name(consultation, catalogue),
        cost=consultation.plan.cost or "",
        clinic=catalogue.practice.practice,
        protocol_version=catalogue.protocol.version,
        protocol_digest=catalogue.digest,
        clinic_digest=catalogue.clinic_digest,
    )


def _product_name(consultation: Consultation, catalogue: Catalogue) -> str:
    plan = consultation.anaesthetic
    product = catalogue.anaesthesia.product(plan.product) if plan else None
    return product.label if product else ""


def area_name(request: AreaRequest, catalogue: Catalogue) -> str:
    """The area in words, with its side."""
    return catalogue.areas[request.id].name(request.side)


def _area_line(
    request: AreaRequest, consultation: Consultation, catalogue: Catalogue, judged: Assessment, ahead: GoAhead
) -> AreaLine:
    area = catalogue.areas[request.id]
    return AreaLine(
        key=request.key,
        id=request.id,
        name=area.name(request.side),
        plain_name=area.plain(request.side),
        line=outcome_line(judged.areas[request.key]),
        go_ahead=ahead,
        concerns=tuple(_concern_words(concern, catalogue) for concern in request.concerns),
        plain_concerns=tuple(catalogue.concerns[concern.id].plain_name for concern in request.concerns),
        expects=tuple(catalogue.concerns[concern.id].client_expect for concern in request.concerns),
        area_cm2=size_cm2(request, catalogue.areas, consultation.client),
        estimated=request.area_cm2 is None,
        goal=request.goal or "",
    )


def device_words(consultation: Consultation, catalogue: Catalogue) -> str:
    """The device as it is named to the client: its label in the clinic's file, else its kind."""
    device = chosen_device(consultation, catalogue)
    if isinstance(device, Device):
        return device.label
    return f"needling {device.kind if device else 'pen'}"


def _concern_words(concern: AreaConcern, catalogue: Catalogue) -> str:
    """The concern with its grade, where its name does not state it already, else its severity."""
    known = catalogue.concerns[concern.id]
    graded = concern.grade and concern.grade != known.only_grade
    detail = f"grade {concern.grade}" if graded else concern.severity
    return f"{known.label}, {detail}" if detail else known.label
