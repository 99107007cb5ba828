"""The verdict of the open consultation; of a signed one never another verdict than the signed one."""

from consult_app.clinical.assessment import ORDER
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.dates import short_date
from consult_app.clinical.fact_words import area_words
from consult_app.clinical.verdict_record import KeptOutcome, VerdictRecord
from consult_app.ui.consultation.as_signed import AsSigned
from consult_app.ui.consultation.views import DIFFERS, outcome_of, unbroken, verdict_view
from consult_app.ui.state import ConsultationState
from consult_app.ui.theme import OUTCOMES, current_theme
from consult_app.ui.widgets.states import AreaChipView
from consult_app.ui.widgets.verdict_card import Reason, VerdictView

NOT_PROVED = VerdictView("incomplete", "No verdict", gap="What was signed cannot be shown")


def shown_verdict(state: ConsultationState) -> VerdictView:
    """The verdict card."""
    if state.summary is None and state.signed is not None:
        return signed_view(state.signed, state.catalogue)
    return verdict_view(state.summary)


def signed_view(signed: AsSigned, catalogue: Catalogue) -> VerdictView:
    """What is known of a signed verdict whose summary cannot be read: its outcome, by area, and its reasons by name."""
    kept = signed.verdict
    if kept is None:
        return NOT_PROVED
    whole = _whole(kept)
    told = sorted((each for each in kept.findings if each.level != "note"), key=lambda one: ORDER.index(one.level))
    names = {rule.id: rule.label for rule in catalogue.rules.values()}
    return VerdictView(
        outcome_of(whole.outcome),
        kept_words(whole),
        gap=DIFFERS if any(area.outcome != whole.outcome for area in kept.areas.values()) else "",
        reasons=tuple(Reason(f"{names.get(each.id, _spelled(each.id))}.") for each in told),
        areas=tuple(
            AreaChipView(area_words(key, catalogue), outcome_of(area.outcome), kept_words(area))
            for key, area in kept.areas.items()
        ),
    )


def kept_words(kept: KeptOutcome) -> str:
    """An outcome that was kept, with its day."""
    word, day = current_theme().state(outcome_of(kept.outcome)).word, kept.not_before
    if kept.outcome == "defer" and day:
        return unbroken(f"{word} until {short_date(day)}")
    if kept.outcome == "clearance" and day:
        return unbroken(f"{word}, not before {short_date(day)}")
    return word


def _whole(kept: VerdictRecord) -> KeptOutcome:
    """The outcome over everything: the person's from Defer up, else the strictest."""
    holds = OUTCOMES.index(outcome_of(kept.person.outcome)) >= OUTCOMES.index("defer")
    return kept.person if holds or not kept.areas else kept


def _spelled(rule: str) -> str:
    """The id of a rule that has gone since, readable."""
    return rule.replace("_", " ").capitalize()
