"""Ways to treat: the smallest sets of changes that would let an area go ahead, found by trying them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from consult_app.clinical.answering import Answering
from consult_app.clinical.assessment import Assessment
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.changes import Change, in_order
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.headline import first_of, listed
from consult_app.clinical.levers import beside, waiting, within
from consult_app.clinical.question_words import open_label
from consult_app.clinical.trials import BESIDE, NOTHING, Changes, Trials, day_of
from consult_app.clinical.verdict import Finding
from consult_app.clinical.what_if import labels, open_names

FEW = 4
"""Up to how many findings every lever of each is tried; beyond, a letter or an event that helps is enough."""
MOST_A_DAY, MOST_DAYS, SHOWN = 8, 8, 6


@dataclass(frozen=True)
class Way:
    """Changes that together let an area go ahead, none of them without the others.

    ``outcome`` is what is left then; ``day`` the first day it may be, not before letters and events have come.
    """

    changes: tuple[Change, ...]
    outcome: str
    day: date

    @property
    def words(self) -> str:
        """The changes in one sentence, with what is taken for granted."""
        done = [change.words for change in self.changes if change.kind != "answer"]
        assumed = [change for change in self.changes if change.kind == "answer"]
        said = ", ".join(part for part in (listed(done), _assumed(assumed)) if part)
        return said[:1].upper() + said[1:]


def _assumed(answers: list[Change]) -> str:
    if not answers:
        return ""
    names = first_of(change.words for change in answers)
    many = len(answers) > FEW and all(change.value == "no" for change in answers)
    return f"if all {len(answers)} missing answers are No" if many else f"if {names}"


@dataclass(frozen=True)
class WaysToTreat:
    """The ways for one area, fewest changes first, then soonest; ``why_none`` says why there is none."""

    ways: tuple[Way, ...]
    why_none: str = ""


def ways_to_treat(consultation: Consultation, catalogue: Catalogue, judged: Assessment) -> Mapping[str, WaysToTreat]:
    """For each requested area that may not be treated today: what would have to be otherwise."""
    trials = Trials(consultation, catalogue, judged)
    shut = [key for key in judged.areas if not trials.opens(key, NOTHING)]
    return {key: _Search(key, trials).result() for key in shut}


class _Search:
    """The search for one area, day by day."""

    def __init__(self, key: str, trials: Trials) -> None:
        self._key = key
        self._trials = trials
        self._answering = Answering(key, trials)
        self._today = trials.consultation.as_of
        self._known: dict[tuple[str, Changes], tuple[Changes, ...]] = {}

    def result(self) -> WaysToTreat:
        """The ways found, or why there is none."""
        found = [changes for start in self._days() for changes in islice(self._from(start), MOST_A_DAY)]
        smallest = [changes for changes in found if not any(_within(other, changes) for other in found)]
        ways = sorted(map(self._way, smallest), key=_order)
        return WaysToTreat(tuple(ways[:SHOWN]), "" if ways else self._why_none())

    def _days(self) -> Iterator[Changes]:
        """Today, then each day on which something that stands would have ended, as far as waiting can help."""
        coming, tried = {self._today}, set[date]()
        while coming and len(tried) < MOST_DAYS:
            day = min(coming)
            tried.add(day)
            start = NOTHING if day == self._today else frozenset({waiting(day)})
            yield start
            soonest = self._soonest(start, day)
            if soonest is None:
                return
            found = self._trials.verdict(self._key, start).findings
            ends = {
                end for finding in found if finding.holds_up_needling for end in _ends(finding, day)
            } | coming - tried
            coming = {end for end in ends if end >= soonest and end not in tried}

    def _soonest(self, start: Changes, day: date) -> date | None:
        """The first day that is worth trying: what nothing else lifts has ended by then; None when it never ends."""
        soonest = day
        for finding in self._trials.standing(self._key, start):
            if not self._helped(finding, start):
                ends = _ends(finding, day)
                if not ends:
                    return None
                soonest = max(soonest, min(ends))
        return soonest

    def _helped(self, finding: Finding, changes: Changes) -> bool:
        """Whether anything but waiting lifts the finding; a letter or an event is known without a trial."""
        return any(beside(finding)) or bool(self._levers(finding, changes))

    def _levers(self, finding: Finding, changes: Changes, *, few: bool = True) -> tuple[Changes, ...]:
        outside = tuple(beside(finding))
        if outside and not few:
            return outside
        at = finding.key, frozenset(change for change in changes if change.kind not in BESIDE)
        if at not in self._known:
            self._known[at] = tuple(within(finding, self._key, changes, self._trials))
        return (*self._known[at], *outside)

    def _from(self, changes: Changes) -> Iterator[Changes]:
        """Every way that begins with these changes: one finding after the other lifted, then the open questions."""
        found = self._trials.standing(self._key, changes)
        if found:
            few = len(found) <= FEW
            levers = [self._levers(finding, changes, few=few) for finding in found]
            for lever in min(levers, key=len):
                yield from self._from(changes | lever)
        elif (answers := self._answering.all_open(changes)) is not None and self._opens(changes | answers):
            yield changes | answers

    def _opens(self, changes: Changes) -> bool:
        return self._trials.opens(self._key, changes)

    def _way(self, changes: Changes) -> Way:
        verdict = self._trials.verdict(self._key, changes)
        careful = verdict.open or any(finding.level != "note" for finding in verdict.findings)
        lifted = any(change.kind == "event" for change in changes)
        return Way(
            changes=in_order(changes),
            outcome="precautions" if careful or lifted else "treat",
            day=day_of(changes, self._today),
        )

    def _why_none(self) -> str:
        found = self._trials.standing(self._key, NOTHING)
        stuck = [finding for finding in found if self._is_final(finding)]
        if stuck:
            return f"Nobody may lift this: {', '.join(labels(stuck))}"
        opened = sorted(open_names(self._trials.verdict(self._key, NOTHING)))
        asked = [open_label(name, self._trials.catalogue) for name in opened]
        return f"Nothing that was tried opens this: {first_of([*labels(found), *asked])}"

    def _is_final(self, finding: Finding) -> bool:
        """Whether no letter, event, day or arrangement ends it; or it bars, and arranging things did not help."""
        bars = finding.level == "do_not_treat" and not finding.lifted_by
        return not _ends(finding, self._today) and (bars or not self._helped(finding, NOTHING))


def _ends(finding: Finding, day: date) -> tuple[date, ...]:
    """The coming days on which a finding ends, or its own wait is over."""
    return tuple(end for end in (finding.not_before, finding.lapses_on) if end and end > day)


def _within(other: Changes, changes: Changes) -> bool:
    """Whether the other set asks for less: the same or fewer changes, and no longer wait."""
    rest = frozenset(each for each in other if each.kind != "wait")
    day, other_day = (day_of(each, date.min) for each in (changes, other))
    return other != changes and rest <= changes and other_day <= day


def _order(way: Way) -> tuple[int, date, tuple[tuple[int, str, str], ...]]:
    return len(way.changes), way.day, tuple(change.rank for change in way.changes)
