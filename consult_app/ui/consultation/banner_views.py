"""The client's banner: who they are, and what must not be forgotten about them."""

import datetime as dt
from collections.abc import Iterator

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.dates import age_on, short_date
from consult_app.clinical.skin_scales import skin_type
from consult_app.clinical.summary import ROMAN, Summary
from consult_app.records.treatment_values import StoredTreatment
from consult_app.ui.consultation.signed_view import shown_verdict
from consult_app.ui.consultation.views import outcome_of
from consult_app.ui.state import ConsultationState
from consult_app.ui.theme import Outcome
from consult_app.ui.widgets.identity_banner import Alert, BannerView


def banner_view(state: ConsultationState, *, with_verdict: bool, narrow: bool = False) -> BannerView:
    """The client's banner; in a narrow window it spends fewer words."""
    consultation = state.consultation
    client = consultation.client
    born = client.date_of_birth
    kind = skin_type(consultation, state.catalogue)
    parts = [
        f"{'' if narrow else 'Born '}{short_date(born)} ({client.age(consultation.as_of)} years)"
        if born
        else "Birth date not given",
        f"ID {client.id}" if client.id else "",
        f"Skin type {ROMAN[kind]}" if kind else "",
    ]
    return BannerView(
        client.name or "New client",
        " · ".join(part for part in parts if part),
        consultation.reason_for_visit or "",
        tuple(alerts(consultation, state.catalogue, state.summary)),
        _pill(state) if with_verdict else None,
    )


def _pill(state: ConsultationState) -> tuple[Outcome, str]:
    if state.summary is None:
        shown = shown_verdict(state)
        return shown.outcome, shown.words
    return outcome_of(state.summary.headline.outcome), state.summary.headline.words


def alerts(consultation: Consultation, catalogue: Catalogue, summary: Summary | None) -> Iterator[Alert]:
    """What must not be forgotten, from the answers: allergies, medicines, then whatever bars treatment."""
    levels = {line.finding.question: line for line in reversed(summary.findings)} if summary else {}
    groups = {row.number: row.group for row in catalogue.rows}
    yes = [
        (question, answer)
        for question in catalogue.questions.values()
        for answer in consultation.answers.get(question.id, ())[:1]
        if answer.answer == "yes"
    ]
    for question, answer in yes:
        if groups.get(question.row) == "allergies":
            product = question.follow_up("product")
            named = product.shown(answer.fields["product"]) if product and "product" in answer.fields else ""
            words = f"Allergy: {named.lower()}" if named else question.label
            yield Alert(words, "allergy", "do_not_treat", is_allergy=True)
    for question, answer in yes:
        if groups.get(question.row) == "medicines":
            line = levels.get(question.id)
            detail = question.described(answer)
            words = f"{question.label}, {detail}" if detail and len(detail) < 28 else question.label
            yield Alert(words, "medicine", outcome_of(line.finding.level) if line else "incomplete")
    for question, _answer in yes:
        line = levels.get(question.id)
        if line and line.finding.level == "do_not_treat" and groups.get(question.row) not in ("allergies", "medicines"):
            yield Alert(question.label, "flag", "do_not_treat")


def session_banner(
    stored: StoredTreatment, consultation: Consultation, catalogue: Catalogue, summary: Summary | None, today: dt.date
) -> BannerView:
    """The client of a treatment session, with what must not be forgotten from the consultation it belongs to."""
    born, kind = stored.date_of_birth, skin_type(consultation, catalogue)
    parts = (
        f"Born {short_date(born)} ({age_on(born, today)} years)" if born else "",
        f"ID {stored.client_id}",
        f"Skin type {ROMAN[kind]}" if kind else "",
    )
    return BannerView(
        stored.client_name or "New client",
        " · ".join(part for part in parts if part),
        consultation.reason_for_visit or "",
        tuple(alerts(consultation, catalogue, summary)),
    )
