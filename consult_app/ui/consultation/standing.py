"""How a draft stands to today and to the present rules: what is said of it, and what is held back."""

import datetime as dt
from dataclasses import dataclass

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.dates import short_date
from consult_app.clinical.differences import Difference, differences
from consult_app.clinical.entries import Protocol
from consult_app.clinical.verdict_record import VerdictRecord
from consult_app.records.values import StoredConsultation
from consult_app.ui.pages.handouts_list import NO_HOLD, Hold
from consult_app.ui.widgets.notices import ChoiceView

BRING, KEEP, CHECK, CLOSE = "bring_to_today", "keep_that_day", "check_again", "close_notice"
TO_TODAY = (BRING, "Bring it to today")
DAY_HOLD = Hold("Papers unlock once you choose, above, on which day this consultation is judged.")
RULES_HOLD = Hold("The rules have changed. Consent unlocks after “Check again”, above.", only_consent=True)
LOCKED = "Papers stay locked until you choose."
NOT_KEPT = "What differs cannot be listed, as no earlier verdict was kept."
DIFFERS = "What differs by them:"
SAME = "The verdict is the same."
ASK_AGAIN = "Ask again what may have changed since {}."


@dataclass(frozen=True)
class ByRules:
    """What the present rules make different of a draft, in words that a list may follow."""

    words: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """What differed when a draft was brought to today from an earlier day."""

    since: dt.date
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """How a draft stands: its day, today on the clinic's calendar, and the day somebody chose to keep.

    ``by_rules`` is what differs by the present rules, None where it was last checked by them; ``told`` stays until it
    is closed.
    """

    as_of: dt.date
    today: dt.date
    kept: dt.date | None = None
    by_rules: ByRules | None = None
    told: Told | None = None

    @property
    def waits_for_day(self) -> bool:
        """Whether nobody has chosen yet on which day it is judged."""
        return self.as_of < self.today and self.kept != self.as_of

    @property
    def hold(self) -> Hold:
        """What is held back."""
        if self.waits_for_day:
            return DAY_HOLD
        return NO_HOLD if self.by_rules is None else RULES_HOLD


def by_rules(stored: StoredConsultation, now: VerdictRecord | None, catalogue: Catalogue) -> ByRules | None:
    """How the present rules judge a draft; None where it was last checked by them or never judged.

    The clinic's own file counts where it changes the verdict: a new phone number in it is no new rule.
    """
    digest, before = stored.header.progress.protocol_digest, stored.verdict
    found = difference_lines(differences(before, now, catalogue)) if before and now else ()
    if not digest:
        return None
    if digest == catalogue.digest:
        of_clinic = before is not None and before.protocol.clinic_digest != catalogue.clinic_digest
        return ByRules(DIFFERS, found) if of_clinic and found else None
    return ByRules(DIFFERS, found) if found else ByRules(SAME if before and now else NOT_KEPT)


def difference_lines(found: tuple[Difference, ...]) -> tuple[str, ...]:
    """Differences in words, without the day and the rules themselves, which the notice names."""
    return tuple(each.text for each in found if each.kind not in ("day", "protocol"))


def view_of(standing: Standing, protocol: Protocol) -> ChoiceView | None:
    """The one notice that is shown, or none."""
    day, found = short_date(standing.as_of), standing.by_rules
    lines = found.lines if found else ()
    if standing.waits_for_day:
        title = f"This consultation was begun on {day}. Its dates are judged as of that day."
        line = f"The rules have changed as well. {_rules(found, protocol)}" if found else LOCKED
        return ChoiceView("calendar", title, line, lines, (TO_TODAY, (KEEP, "Keep that day")))
    if found:
        title = "The rules have changed since this consultation was last checked."
        line = f"Consent stays locked until you check again.{_clock(standing)} {_rules(found, protocol)}"
        return ChoiceView("book", title, line, lines, ((CHECK, "Check again"),))
    if standing.told is not None:
        told, since = standing.told.lines, short_date(standing.told.since)
        title = f"Now judged as of today, {day}. {'What changed:' if told else SAME}"
        return ChoiceView("calendar", title, ASK_AGAIN.format(since), told, ((CLOSE, "Close"),))
    if standing.as_of > standing.today:
        return ChoiceView("clock", _clock(standing).strip())
    if standing.as_of < standing.today:
        return ChoiceView("calendar", f"All dates here are judged as of {day}, not today.", choices=(TO_TODAY,))
    return None


def _rules(found: ByRules, protocol: Protocol) -> str:
    return f"Protocol {protocol.version} holds from {short_date(protocol.effective_from)}. {found.words}"


def _clock(standing: Standing) -> str:
    """That the clock runs behind the consultation, after a space; nothing where it does not."""
    if standing.as_of <= standing.today:
        return ""
    days = short_date(standing.today), short_date(standing.as_of)
    return " This computer’s clock says {}, before the day of this consultation, {}. Check the clock.".format(*days)
