"""Widening: what a clinic's file allows that the one before it did not, which only a clinical lead puts in force."""

from collections.abc import Iterable, Iterator

from consult_app.clinical.contraindications import Contraindication
from consult_app.clinical.overlay import overlaid
from consult_app.clinical.practice import Practice, Role
from consult_app.clinical.tightening import tightened

NO_LIMIT = float("inf")


def widened(before: Practice, after: Practice, rules: Iterable[Contraindication]) -> tuple[str, ...]:
    """Each widening in words: rules looser than the protocol, rights of roles, areas, the youngest age.

    ``rules`` are the protocol's own. What only tightens, or stood there before, is no widening.
    """
    known = tuple(rules)
    loose_before = _loosened(before, known)
    return (
        *(words for words in _loosened(after, known) if words not in loose_before),
        *_roles(before.roles, after.roles),
        *(f"{area} is offered" for area in after.areas_offered if area not in before.areas_offered),
        *((f"clients from {after.minimum_age} on",) if after.minimum_age < before.minimum_age else ()),
    )


def _loosened(practice: Practice, rules: tuple[Contraindication, ...]) -> tuple[str, ...]:
    return overlaid(tightened((*rules, *practice.additions), practice), practice.changes).loosened


def _roles(before: dict[str, Role], after: dict[str, Role]) -> Iterator[str]:
    for name, role in after.items():
        old = before.get(name) or _strictest(before)
        if role.prescriber == "yes" and old.prescriber == "no":
            yield f"{name} may prescribe"
        if role.medical_supervision == "yes" and old.medical_supervision == "no":
            yield f"{name} counts as medical supervision"
        if (role.max_depth_mm or NO_LIMIT) > (old.max_depth_mm or NO_LIMIT):
            depth = f"to {role.max_depth_mm:g} mm" if role.max_depth_mm else "to any depth"
            yield f"{name} may needle {depth}"
        freed = (each for each in old.medical_only_concerns if each not in role.medical_only_concerns)
        yield from (f"{name} may treat {each}" for each in freed)


def _strictest(roles: dict[str, Role]) -> Role:
    """What held for a role the file did not name: every limit of those it did."""
    depths = [role.max_depth_mm for role in roles.values() if role.max_depth_mm]
    only = {concern: None for role in roles.values() for concern in role.medical_only_concerns}
    return Role(max_depth_mm=min(depths, default=None), medical_only_concerns=tuple(only))
