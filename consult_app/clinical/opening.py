"""Which days are open for needling: the judge the planning asks, and what keeps a day shut."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from consult_app.clinical.reasons import Reason


@dataclass(frozen=True)
class Shut:
    """One thing that keeps a day shut: ``cause`` names it, ``reason`` says in words what it waits for."""

    cause: str
    reason: Reason


class DayJudge(Protocol):
    """Judges whether areas may be needled on a day, by the rules as they would read on that day."""

    def __call__(self, keys: Iterable[str], day: date, /) -> tuple[Shut, ...]:
        """What keeps the day shut for any of the areas; empty when it is open for all of them."""
        ...

    def next_change(self, day: date, /) -> date | None:
        """The first later day on which an answer may differ, None when all days from then on are alike."""
        ...


class AlwaysOpen:
    """A judge for plans without a consultation: every day is open, and nothing changes."""

    def __call__(self, _keys: Iterable[str], _day: date, /) -> tuple[Shut, ...]:
        """Nothing keeps any day shut."""
        return ()

    def next_change(self, _day: date, /) -> date | None:
        """Nothing ever changes."""
        return None


@dataclass(frozen=True)
class Without:
    """A judge that passes over one cause: it tells what a plan would be without it."""

    judge: DayJudge
    cause: str

    def __call__(self, keys: Iterable[str], day: date) -> tuple[Shut, ...]:
        """What else keeps the day shut."""
        return tuple(shut for shut in self.judge(keys, day) if shut.cause != self.cause)

    def next_change(self, day: date) -> date | None:
        """As the judge itself says."""
        return self.judge.next_change(day)


def shuts_for_good(judge: DayJudge, key: str, start: date, horizon: date) -> date | None:
    """The day from which an area is not open again up to ``horizon``, None when it is open in the end."""
    days = [start]
    while (following := judge.next_change(days[-1])) and following <= horizon:
        days.append(following)
    shut = [bool(judge((key,), day)) for day in days]
    last_open = max((index for index, closed in enumerate(shut) if not closed), default=-1)
    return days[last_open + 1] if last_open + 1 < len(days) else None
