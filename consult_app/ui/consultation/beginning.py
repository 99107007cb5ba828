"""Beginning a consultation: with somebody new, with a client who is known, or anew after an earlier one."""

from consult_app.app import App
from consult_app.clinical.consultation import Client, Consultation, Practitioner
from consult_app.clinical.workflow import first_step
from consult_app.records.values import Progress, StoredConsultation


def begin(app: App, client_id: str | None, details: Client) -> StoredConsultation:
    """A new consultation of today, for the client with this id, or for somebody of whom ``details`` are known."""
    known = app.records.client(client_id) if client_id else None
    first = first_step(known.details if known else details)
    return app.records.start_consultation(known, _blank(app, details), Progress(first))


def begin_again(app: App, number: int) -> StoredConsultation:
    """A new consultation for the client of an earlier one; its answers are asked again."""
    earlier = app.records.load(number).consultation
    kept = {
        "contacts": earlier.contacts,
        "reason_for_visit": earlier.reason_for_visit,
        "areas": earlier.areas,
    }
    fresh = _blank(app, earlier.client).model_copy(update=kept)
    return app.records.start_consultation(None, fresh, Progress(first_step(earlier.client)))


def _blank(app: App, details: Client) -> Consultation:
    me = app.records.practitioner
    who = Practitioner(name=me.name, role=me.role, licence=me.licence)
    return Consultation(format=1, as_of=app.today(), client=details, practitioner=who)
