"""What a client may read about their own consultation: the words of their papers, without notes and others' names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from consult_app.clinical.headline import PAPER_WORDS
from consult_app.clinical.summary import Summary
from consult_app.documents import wording
from consult_app.documents.drawn_areas import regions, views
from consult_app.documents.first_steps import first_steps
from consult_app.documents.plan_notes import hopes, precautions_kept, recovery
from consult_app.documents.plan_opening import state_lines
from consult_app.documents.plan_parts import when_words
from consult_app.documents.plan_visits import checks, visit_rows
from consult_app.documents.runs import Prose, Strong

ASK_FIRST = "We go through them with you. Then we can tell you more."
ANSWERED = "This has been answered, so your visits can go ahead."
LATER = "We set {} when what comes first is done."
CHECKS_DATES = "On the day we ask again how you are, and look at your skin."
MORE = "There is more to say. We go through it with you."
REASONS_SHOWN = 4
THE_DAY = "On the day"
EXPECTED = frozenset({"treat", "precautions", "defer", "clearance"})
"""The outcomes after which treatment may follow."""


@dataclass(frozen=True)
class Told:
    """A line: what it is about, empty where it stands for itself, and the words."""

    about: str
    words: str


@dataclass(frozen=True)
class AreaTold:
    """One area by name, what is to be treated there, and from when; ``key`` is the area's."""

    key: str
    name: str
    why: str
    when: str


@dataclass(frozen=True)
class ClientWords:
    """One page for the client's eyes; ``sides`` are the views of the body that show the areas."""

    headline: str
    outcome: str = "incomplete"
    clinic: str = ""
    name: str = ""
    reasons: tuple[Told, ...] = ()
    first: tuple[Told, ...] = ()
    areas: tuple[AreaTold, ...] = ()
    visits: tuple[Told, ...] = ()
    visit_notes: tuple[str, ...] = ()
    care: tuple[str, ...] = ()
    expect: tuple[Told, ...] = ()
    hopes: tuple[Told, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def sides(self) -> tuple[str, ...]:
        """The views of the body that show the areas, the fullest first."""
        return views([area.key for area in self.areas])


def client_words(summary: Summary | None) -> ClientWords:
    """The page for a summary; without one, as when the rules could not run, only that answers come first."""
    if summary is None:
        return ClientWords(PAPER_WORDS["incomplete"], reasons=(Told("", ASK_FIRST),))
    told = _without_names(summary)
    base = ClientWords(
        told.headline.paper,
        told.headline.outcome,
        told.clinic.name,
        told.client.name or "",
        areas=tuple(_areas(told)),
    )
    if told.headline.outcome == "incomplete":
        return replace(base, reasons=(Told("", ASK_FIRST),))
    page = replace(
        base,
        reasons=tuple(_reasons(told)),
        first=tuple(_first(told)),
        others=wording.unique([each.refer.client for each in told.referrals]),
    )
    return _with_course(page, told) if told.headline.outcome in EXPECTED and told.plan.areas else page


def numbered_regions(page: ClientWords) -> tuple[tuple[str, str, int], ...]:
    """Every piece of the body map that shows an area: `side:artwork id`, the area's name and its number."""
    return tuple(
        (f"{side}:{piece}", area.name, number)
        for side in page.sides
        for number, area in enumerate(page.areas, 1)
        for piece in regions(area.key, side)  # type: ignore[arg-type]
    )


def _reasons(summary: Summary) -> Iterator[Told]:
    """The first reasons, those the headline speaks of before others; a long list is for talking through."""
    lines = [_line(prose) for prose in state_lines(summary, ANSWERED)]
    yield from lines[:REASONS_SHOWN]
    if len(lines) > REASONS_SHOWN:
        yield Told("", MORE)


def _with_course(page: ClientWords, summary: Summary) -> ClientWords:
    """The same page with the visits, how care is taken, and what to expect."""
    return replace(
        page,
        visits=tuple(_visits(summary)),
        visit_notes=tuple(_visit_notes(summary)),
        care=precautions_kept(summary),
        expect=(*(Told("", words) for words in recovery(summary)), *_days_after(summary)),
        hopes=tuple(map(_line, hopes(summary))),
    )


def _without_names(summary: Summary) -> Summary:
    """The summary with its letters to nobody by name."""
    return replace(summary, letters=tuple(replace(letter, contact=None) for letter in summary.letters))


def _line(prose: Prose) -> Told:
    """A sentence of a paper; what is set in bold at its start is what it is about."""
    if isinstance(prose, str):
        return Told("", prose)
    first, *rest = [prose] if isinstance(prose, Strong) else prose
    words = "".join(part.words if isinstance(part, Strong) else part for part in rest)
    return Told(first.words.rstrip(": "), words) if isinstance(first, Strong) else Told("", first + words)


def _first(summary: Summary) -> Iterator[Told]:
    for step in first_steps(summary):
        yield Told(wording.area_list(step.areas), " ".join((*step.first, *step.change)))


def _areas(summary: Summary) -> Iterator[AreaTold]:
    for area in summary.areas:
        why = wording.joined(wording.unique(area.plain_concerns))
        yield AreaTold(area.key, area.name, wording.capital(why), when_words(area, summary))


def _days_after(summary: Summary) -> Iterator[Told]:
    for step in summary.care.after:
        if step.feel:
            yield Told(step.label if step.day else THE_DAY, " ".join(line.text for line in step.feel))


def _visits(summary: Summary) -> Iterator[Told]:
    for name, day, where in visit_rows(summary):
        yield Told(name, "\n".join((day, where.replace("\n", "; "))))


def _visit_notes(summary: Summary) -> Iterator[str]:
    yield from checks(summary)
    dated = [visit.date is not None for visit in summary.plan.visits if visit.kind != "review"]
    if not all(dated):
        yield LATER.format("the other days" if any(dated) else "the days")
    yield CHECKS_DATES
