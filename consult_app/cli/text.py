"""The same results as text a person reads in a terminal."""

from collections.abc import Iterator

from consult_app.cli.outlook import outlook_text
from consult_app.clinical.course import Visit, VisitArea
from consult_app.clinical.dates import short_date, weekday_date
from consult_app.clinical.explanation import FindingLine
from consult_app.clinical.summary import Summary

GROUPS = {
    "do_not_treat": "Do not treat",
    "clearance": "Needs medical clearance",
    "defer": "Defer",
    "precautions": "Treat with precautions",
    "note": "Noted",
}


def assessment_text(summary: Summary) -> str:
    """The verdict with its reasons, as the safety check shows it."""
    return "\n".join(_assessment(summary)) + "\n"


def _assessment(summary: Summary) -> Iterator[str]:
    top = summary.headline
    yield f"{top.words}  (consultation day {short_date(summary.as_of)}, protocol {summary.protocol_version})"
    yield from (f"  {line}" for line in (top.second, top.also, top.gap) if line)
    for area in summary.areas:
        extra = f". {area.line.second}" if area.line.second else ""
        yield f"  {area.name}: {area.line.words}{extra}"
    for level, words in GROUPS.items():
        lines = [line for line in summary.findings if line.finding.level == level]
        if lines:
            yield f"\n{words}"
        for line in lines:
            yield from _finding(line)
    if summary.open_questions:
        yield "\nStill unanswered"
        yield from (f"  {line.label}. {line.words}" for line in summary.open_questions)
    yield from outlook_text(summary)
    if summary.referrals:
        yield "\nRefer to somebody else"
        yield from (f"  {each.words}" for each in summary.referrals)
    if summary.scores:
        yield "\nMeasured"
    for one in summary.scores:
        yield f"  {f'{one.area}: ' if one.area else ''}{one.words}  (version: {one.version}; scored by the {one.by})"
        yield from (f"    {flag}" for flag in one.flags)
    if summary.anaesthetic:
        yield f"\nNumbing with {summary.anaesthetic_name}: {summary.anaesthetic.outcome.replace('_', ' ')}"
        yield from (f"  {reason.text}" for reason in summary.anaesthetic.reasons)


def _finding(line: FindingLine) -> Iterator[str]:
    finding = line.finding
    yield f"  {line.title}"
    yield f"    Because: {finding.because}"
    if line.assumed:
        yield f"    {line.assumed}"
    if finding.not_before or finding.until:
        day = f"not before {short_date(finding.not_before)}" if finding.not_before else ""
        yield f"    Wait: {' and '.join(part for part in (day, finding.until and f'until {finding.until}') if part)}"
    yield f"    Do: {finding.advice}"
    for decision in line.decisions:
        yield f"    {decision.kind.capitalize()} by {decision.by}, {short_date(decision.date)}: {decision.reason}"
    sources = "; ".join(
        f"{source.short} ({source.provenance}{', disputes' if source.stance == 'disputes' else ''})"
        for source in line.sources
    )
    yield f"    Source: {sources}"
    if line.clinic_change:
        yield f"    {line.clinic_change}"


def plan_text(summary: Summary) -> str:
    """The visits, depths and limits of the plan."""
    return "\n".join(_plan(summary)) + "\n"


def _plan(summary: Summary) -> Iterator[str]:
    plan = summary.plan
    for visit in plan.visits:
        when = weekday_date(visit.date) if visit.date else _undated(visit)
        where = ", ".join(_where(summary.area(one.key).name, one) for one in visit.areas)
        yield f"{when}: {visit.kind.replace('_', ' ')}{': ' if where else ''}{where}"
        yield from (f"    Waits for: {reason.text}" for reason in visit.waits_for if visit.kind != "review")
        yield from (f"    {each.reason.text}" for each in plan.reminders if each.visit == visit.key)
    for area in plan.areas:
        low, high = area.depth_mm.low, area.depth_mm.high
        yield (
            f"{summary.area(area.key).name}: {low:g} to {high:g} mm, start {area.start_mm:g} mm, "
            f"ceiling {area.ceiling_mm:g} mm, {area.passes} passes, {area.end_point}"
        )
    yield from (f"{summary.area(key).name}: not planned. {why}" for key, why in plan.not_planned.items())
    yield from (each.words for each in summary.referrals if set(each.areas) - set(plan.not_planned))
    if plan.interval_days:
        yield f"Shortest interval: {plan.interval_days} days"
    yield from (reason.text for reason in plan.constraints)
    yield from (reason.text for reason in plan.binding)
    yield from (f"Instead: {offer.reason.text}" for offer in plan.offers)


def _undated(visit: Visit) -> str:
    return f"No date yet, aim for {weekday_date(visit.aim)}" if visit.aim else "No date yet"


def _where(name: str, done: VisitArea) -> str:
    """An area on a visit: its name, how much of it, and which piece."""
    share = f"{done.share_percent:g} %" if done.share_percent and done.share_percent < 100 else ""
    part = ", ".join(word for word in (done.part, share) if word)
    size = f"{done.area_cm2:g} cm²" if done.area_cm2 else ""
    return " ".join(word for word in (name, size, f"({part})" if part else "") if word)
