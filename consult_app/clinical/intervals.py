"""How many sessions a course has, and how many days lie between two needlings of the same field."""

from collections.abc import Sequence

from consult_app.clinical.areas import Concern
from consult_app.clinical.course import AreaToPlan, Circumstances
from consult_app.clinical.fields import Skin, split
from consult_app.clinical.planning_rules import IntervalRule, PlanningRules
from consult_app.clinical.reasons import Reason


def sessions_for(concerns: Sequence[Concern], rules: PlanningRules) -> tuple[int, Reason]:
    """The usual number moved to the nearest figure in each concern's range; of several concerns the highest."""
    usual = rules.course.sessions
    found = [(min(max(usual, low), high), each) for each in concerns if each.sessions for low, high in (each.sessions,)]
    if not found:
        return usual, Reason(f"{usual} sessions, then photographs decide.", rules.course.sources)
    number, concern = max(found, key=lambda pair: pair[0])
    low, high = concern.sessions or (number, number)
    span = f"{low}" if low == high else f"{low} to {high}"
    text = f"{number} sessions: {concern.label} takes {span} in print. More only after photographs or scores."
    return number, Reason(text, (*rules.course.sources, *concern.sources))


def shortest_interval(
    areas: Sequence[tuple[AreaToPlan, Sequence[Concern]]],
    body: Sequence[Skin],
    limit_cm2: float,
    case: Circumstances,
    rules: PlanningRules,
) -> tuple[int, Reason]:
    """The shortest days allowed between two needlings of the same field, and what asks for them.

    ``body`` is the skin of the body areas, which is needled in fields of at most ``limit_cm2``.
    """
    rule = rules.interval
    named = {concern.id for _, concerns in areas for concern in concerns} | case.findings
    if why := _careful_why(named, body, limit_cm2, case, rules):
        return rule.careful_days, Reason(f"At least {rule.careful_days} days apart: {'; '.join(why)}.", rule.sources)
    if all(_hair_only(area, concerns, rule) for area, concerns in areas):
        return rule.hair_days, Reason(
            f"At least {rule.hair_days} days apart on the scalp, for hair loss.", rule.sources
        )
    return rule.days, Reason(f"At least {rule.days} days apart.", rule.sources)


def _hair_only(area: AreaToPlan, concerns: Sequence[Concern], rule: IntervalRule) -> bool:
    named = {concern.id for concern in concerns}
    return area.area.group == "scalp" and bool(named) and named <= set(rule.hair_concerns)


def _careful_why(
    named: set[str], body: Sequence[Skin], limit_cm2: float, case: Circumstances, rules: PlanningRules
) -> list[str]:
    why = []
    if case.skin_type is None:
        why.append("skin type not known")
    elif case.skin_type >= rules.careful.from_type:
        why.append("skin type IV to VI")
    if case.past_pih:
        why.append("dark marks in the past")
    if named & set(rules.interval.careful_concerns):
        why.append("a pigment concern")
    if any(skin.known_cm2 is None for skin in body):
        why.append("a body field of unknown size")
    elif _largest_field(body, limit_cm2) > rules.interval.body_field_cm2:
        why.append(f"a body field over {rules.interval.body_field_cm2:g} cm²")
    return why


def _largest_field(body: Sequence[Skin], limit_cm2: float) -> float:
    if not body:
        return 0.0
    return max(sum(piece.area_cm2 or 0.0 for piece in field) for field in split(body, limit_cm2))
