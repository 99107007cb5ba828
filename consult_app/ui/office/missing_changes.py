"""The notice on Today when the records lack changes that were once saved: what is missing, and since when."""

import datetime as dt

from consult_app.clinical.dates import short_date
from consult_app.records.mark import MissingChanges
from consult_app.ui.widgets.notices import ErrorPanel

BACKUP = "The last backup may hold them: this page says when it was made. Nothing here was changed."


def missing_panel(missing: MissingChanges, zone: dt.tzinfo | None) -> ErrorPanel:
    """The notice, which somebody who has read it closes."""
    panel = ErrorPanel(*missing_words(missing, zone), (("close", "I have read this"),))
    panel.setObjectName("missing_changes")
    panel.acted.connect(lambda _act: panel.hide())
    return panel


def missing_words(missing: MissingChanges, zone: dt.tzinfo | None) -> tuple[str, str]:
    """What happened, and what is known and can be done about it."""
    if missing.until is None:
        return (
            "It cannot be told whether changes are missing",
            "The file records.mark was damaged or replaced. Everything that is here opens as usual. "
            "Compare the latest entries with what you remember, or with the last backup.",
        )
    last = _instant(missing.until, zone)
    if not missing.events:
        return (
            "These records are not the ones that were last open here",
            f"Those were last changed on {last}. If they were put back from a backup, this is expected. {BACKUP}",
        )
    since = f"after {_instant(missing.since, zone)}" if missing.since else "from the beginning"
    return (
        "Changes are missing",
        f"What was saved {since}, up to {last}, is not in these records any more. What is here can be used as usual. "
        f"If they were put back from a backup, this is expected. {BACKUP}",
    )


def _instant(at: dt.datetime, zone: dt.tzinfo | None) -> str:
    local = at.astimezone(zone)
    return f"{short_date(local.date())}, {local:%H:%M}"
