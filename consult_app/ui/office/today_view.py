"""What Today shows, read from the records in one go and put into words."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.dates import short_date
from consult_app.clinical.workflow import STEPS
from consult_app.records.awaiting import letters_out
from consult_app.records.people import RecoveryState
from consult_app.records.store import Records
from consult_app.records.treatment_values import StoredTreatment
from consult_app.records.values import Header, PlannedVisit, StoredClient
from consult_app.ui.consultation.views import outcome_of
from consult_app.ui.office.letters_view import letter_rows
from consult_app.ui.session.treatment_words import SESSION
from consult_app.ui.widgets.list_row import RowView

NAMELESS = "New client"
LAST = "~"
"""Sorts after every time of day."""
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
    letters: tuple[RowView, ...] = ()


def read_today(records: Records, now: dt.datetime, catalogue: Catalogue) -> TodayView:
    """Read the lists of a day; ``now`` is on the clinic's clock."""
    day = now.date()
    drafts = records.drafts()
    left = tuple(each for each in records.treatments.unsigned() if each.date != day)
    unfinished = [(each.updated_at, _left_over(each)) for each in left]
    unfinished += [(header.updated_at, _draft(header, now)) for header in drafts]
    return TodayView(
        day,
        tuple(row for _saved, row in sorted(unfinished, key=lambda pair: pair[0], reverse=True)),
        _sessions(records, now),
        tuple(_eligible(header, day) for header in records.now_eligible(day)),
        not drafts and not records.search_clients("", 1),
        records.people.recovery_state() if records.practitioner.is_lead else "confirmed",
        letter_rows(records.transactions.read("list letters", letters_out), catalogue, day),
    )


def _sessions(records: Records, now: dt.datetime) -> tuple[RowView, ...]:
    """What is planned and what was begun today, by time; a session that was begun stands for its plan."""
    planned = records.sessions_on(now.date())
    begun = tuple(each for each in records.treatments.on(now.date()) if each.revised_by is None)
    times = {visit.header.id: visit.session.time or "" for visit in planned}
    rows = [(times.get(each.consultation_id, ""), _treatment(each, times, now)) for each in begun]
    started = {each.consultation_id for each in begun}
    rows += [(visit.session.time or "", _session(visit)) for visit in planned if visit.header.id not in started]
    return tuple(row for _time, row in sorted(rows, key=lambda pair: pair[0] or LAST))


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


def _treatment(stored: StoredTreatment, times: Mapping[int, str], now: dt.datetime) -> RowView:
    """A session that was begun today, with the one thing that matters: finished, cream on the skin, or not finished."""
    time, signed = times.get(stored.consultation_id, ""), stored.status == "signed"
    numbing = stored.record.numbed_with
    cream_on = numbing.on if numbing and numbing.off is None else None
    matter = f"Numbing cream on since {cream_on}" if cream_on else "Begun, not finished yet"
    if signed:
        matter = f"Finished {stored.updated_at.astimezone(now.tzinfo):%H:%M}"
    return RowView(
        key=f"{SESSION}{stored.id}",
        name=stored.client_name or NAMELESS,
        lead=time or "Today",
        lead_is_time=bool(time),
        line="Treatment session",
        matter=matter,
        outcome="treat" if signed else None if cream_on else "incomplete",
    )


def _left_over(stored: StoredTreatment) -> RowView:
    """A session of another day that nobody finished."""
    return RowView(
        key=f"{SESSION}{stored.id}",
        name=stored.client_name or NAMELESS,
        lead=short_date(stored.date),
        line="Treatment session",
        matter="Not finished yet",
        outcome="incomplete",
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
