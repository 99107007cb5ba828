"""What Today shows, read from the records in one go and put into words."""

import datetime as dt
from dataclasses import dataclass

from consult_app.clinical.dates import short_date
from consult_app.clinical.workflow import STEPS
from consult_app.records.people import RecoveryState
from consult_app.records.store import Records
from consult_app.records.treatment_values import StoredTreatment
from consult_app.records.values import Header, PlannedVisit, StoredClient
from consult_app.ui.treatment_words import SESSION
from consult_app.ui.views import outcome_of
from consult_app.ui.widgets.list_row import RowView

NAMELESS = "New client"
KINDS = {"test_patch": "Test patch", "session": "Session", "review": "Review"}


@dataclass(frozen=True)
class TodayView:
    """The lists of one day; ``is_first_run`` while nobody was ever entered, ``recovery`` for who can see to it."""

    day: dt.date
    drafts: tuple[RowView, ...]
    sessions: tuple[RowView, ...]
    eligible: tuple[RowView, ...]
    is_first_run: bool
    recovery: RecoveryState = "confirmed"


def read_today(records: Records, now: dt.datetime) -> TodayView:
    """Read the lists of a day; ``now`` is on the clinic's clock."""
    day = now.date()
    drafts = records.drafts()
    begun = tuple(each for each in records.treatments.on(day) if each.revised_by is None)
    left = tuple(each for each in records.treatments.unsigned() if each.date != day)
    return TodayView(
        day,
        (*(_treatment(each) for each in left), *(_draft(header, now) for header in drafts)),
        (*(_treatment(each) for each in begun), *(_session(visit) for visit in records.sessions_on(day))),
        tuple(_eligible(header, day) for header in records.now_eligible(day)),
        not drafts and not records.search_clients("", 1),
        records.people.recovery_state() if records.practitioner.is_lead else "confirmed",
    )


def found_clients(records: Records, typed: str) -> tuple[RowView, ...]:
    """The clients a search finds, with what tells namesakes apart and whether a draft waits."""
    drafts = {header.client_id: header for header in reversed(records.drafts()) if header.client_id}
    return tuple(_found(client, drafts.get(client.id)) for client in records.search_clients(typed, 6))


def _draft(header: Header, now: dt.datetime) -> RowView:
    progress = header.progress
    step = next((step.title for step in STEPS if step.id == progress.step), "Client")
    left = progress.open_questions
    matter = f"{step}, {left} answer{'' if left == 1 else 's'} open" if left else step
    saved = header.updated_at.astimezone(now.tzinfo)
    return RowView(
        key=str(header.id),
        name=header.client_name or NAMELESS,
        lead=day_words(saved.date(), now.date()),
        matter=matter,
        outcome="incomplete" if left else None,
    )


def _session(visit: PlannedVisit) -> RowView:
    progress = visit.header.progress
    may_go_ahead = progress.outcome in ("treat", "precautions")
    judged = f"{visit.header.as_of.day} {visit.header.as_of:%b %Y}"
    return RowView(
        key=str(visit.header.id),
        name=visit.header.client_name or NAMELESS,
        lead=visit.session.time or "Today",
        lead_is_time=visit.session.time is not None,
        line=KINDS.get(visit.session.kind, "Session"),
        matter=f"Checked {judged}, ask again today" if may_go_ahead else "Not cleared to go ahead",
        outcome=None if may_go_ahead else outcome_of(progress.outcome),
    )


def _treatment(stored: StoredTreatment) -> RowView:
    """A session that was begun; unsigned it waits to be finished."""
    signed = stored.status == "signed"
    return RowView(
        key=f"{SESSION}{stored.id}",
        name=stored.client_name or NAMELESS,
        lead=short_date(stored.date),
        line="Treatment session",
        matter="Signed" if signed else "Not signed yet",
        outcome="treat" if signed else "incomplete",
    )


def _eligible(header: Header, day: dt.date) -> RowView:
    since = header.progress.not_before or day
    days = (day - since).days
    ago = "today" if not days else f"{days} day{'' if days == 1 else 's'} ago"
    return RowView(
        key=str(header.id),
        name=header.client_name or NAMELESS,
        line=f"Wait ended {since:%a} {short_date(since)}",
        matter=ago[:1].upper() + ago[1:],
    )


def _found(client: StoredClient, draft: Header | None) -> RowView:
    born = client.details.date_of_birth
    return RowView(
        key=f"draft:{draft.id}" if draft else f"client:{client.id}",
        name=client.details.name or NAMELESS,
        line=f"Born {short_date(born)} · {client.id}" if born else client.id,
        matter="Continue the draft" if draft else "New consultation",
    )


def day_words(day: dt.date, today: dt.date) -> str:
    """A recent day as people say it: Today, Yesterday, Tuesday, else 12 Mar 2027."""
    ago = (today - day).days
    if ago in (0, 1):
        return ("Today", "Yesterday")[ago]
    return f"{day:%A}" if 1 < ago < 7 else short_date(day)
