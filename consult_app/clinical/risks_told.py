"""The risks one client is told of: those of every event, and those of their own plan and skin."""

from consult_app.clinical.adverse_events import Risks, risks_of
from consult_app.clinical.assessment import Assessment
from consult_app.clinical.audience import Addressee, TreatedArea
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.course import TreatmentPlan
from consult_app.clinical.skin_scales import skin_type


def risks_told(consultation: Consultation, catalogue: Catalogue, judged: Assessment, plan: TreatmentPlan) -> Risks:
    """What this client is told before consent, for every area that is planned."""
    kind = skin_type(consultation, catalogue)
    tags = {
        "dark_skin": kind is not None and kind >= catalogue.planning.careful.from_type,
        "numbed": judged.anaesthetic is not None,
    }
    whom = Addressee(
        tuple(TreatedArea(area.key, area.group, area.plain_name) for area in plan.areas),
        frozenset(finding.id for finding in judged.findings),
        frozenset(tag for tag, holds in tags.items() if holds),
    )
    return risks_of(catalogue.adverse_events, whom)
