"""Letters awaiting a reply, in the words of Today's list."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.dates import short_date
from consult_app.records.awaiting import Asked, LettersOut
from consult_app.ui.widgets.list_row import RowView

NAMELESS = "New client"


def letter_rows(letters: LettersOut, catalogue: Catalogue, today: dt.date) -> tuple[RowView, ...]:
    """A row for each letter with a question nobody answered on record, the oldest first; it opens its consultation."""
    asked_by_letters = _findings(catalogue)
    waiting = [each for each in letters.asked if _waits(each, letters, asked_by_letters)]
    return tuple(_row(of_one, today) for of_one in _by_letter(waiting))


def _findings(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """By what a finding is called, the names under which a clearance of it may be recorded."""
    found: dict[str, frozenset[str]] = {}
    for rule in catalogue.rules.values():
        for outcome in rule.outcomes:
            if outcome.letter:
                label = outcome.label or rule.label
                names = {rule.id, f"{rule.id}.{outcome.id}"} if outcome.id else {rule.id}
                found[label] = found.get(label, frozenset()) | names
    return found


def _waits(asked: Asked, letters: LettersOut, findings: dict[str, frozenset[str]]) -> bool:
    """Whether no answer was entered since; a referral that no letter asks about waits for none."""
    cleared = letters.cleared.get(asked.client_id, {})
    names = findings.get(asked.subject, frozenset())
    return bool(names) and not any(name in names and line > asked.id for name, line in cleared.items())


def _by_letter(waiting: Iterable[Asked]) -> Iterator[list[Asked]]:
    """The questions of one consultation to one addressee together."""

    def letter(each: Asked) -> tuple[dt.date, int, str]:
        return each.since, each.consultation_id, each.to

    for _one, asked in groupby(sorted(waiting, key=letter), letter):
        yield list(asked)


def _row(asked: list[Asked], today: dt.date) -> RowView:
    first, days = asked[0], (today - asked[0].since).days
    ago = "today" if days <= 0 else f"{days} day{'' if days == 1 else 's'} ago"
    about = ", ".join(each.subject[:1].lower() + each.subject[1:] for each in asked)
    return RowView(
        key=str(first.consultation_id),
        name=first.client_name or NAMELESS,
        line=f"To {first.to}: {about}",
        matter=f"Sent {short_date(first.since)}, {ago}",
    )
