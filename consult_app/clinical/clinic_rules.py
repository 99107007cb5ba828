"""What the clinic's own settings have to say about a plan: who treats what, roles and stock."""

from collections.abc import Iterator, Mapping

from consult_app.clinical.areas import Concern
from consult_app.clinical.consultation import AreaRequest, Consultation, Practitioner
from consult_app.clinical.practice import Practice, Role
from consult_app.clinical.reasons import Reason


def is_supervised(practitioner: Practitioner, practice: Practice) -> bool:
    """Whether there is medical supervision on site: as the case says, else as the role does."""
    role = practice.roles.get(practitioner.role or "")
    return (practitioner.medical_supervision or (role.medical_supervision if role else "no")) == "yes"


def medical_only(
    request: AreaRequest, practitioner: Practitioner, practice: Practice, concerns: Mapping[str, Concern]
) -> str:
    """Why this practitioner does not treat an area by the clinic's rule; empty where they may.

    A role the clinic's file does not know is held to every role's list.
    """
    if is_supervised(practitioner, practice):
        return ""
    kept = [concerns[asked.id].label for asked in request.concerns if asked.id in _barred(practitioner, practice)]
    if not kept:
        return ""
    free = [name for name, role in practice.roles.items() if role.medical_supervision == "yes"]
    who = " or ".join(_words(name) for name in free)
    who = f"a {who}, or with medical supervision on site" if who else "medical supervision on site"
    return f"By this clinic's rule, {', '.join(kept).lower()} is treated only by {who}."


def _barred(practitioner: Practitioner, practice: Practice) -> frozenset[str]:
    own = practice.roles.get(practitioner.role or "")
    roles: tuple[Role, ...] = (own,) if own else tuple(practice.roles.values())
    return frozenset(name for role in roles for name in role.medical_only_concerns)


def cautions(consultation: Consultation, practice: Practice, products: Mapping[str, str]) -> Iterator[Reason]:
    """What is said beside a plan: a role the clinic does not know, a numbing product it does not keep.

    ``products`` are the protocol's names of the numbing products by id.
    """
    yield from _role(consultation.practitioner.role, practice)
    plan = consultation.anaesthetic
    if plan and practice.products:
        stocked = {stock.id: stock.in_stock for stock in practice.products}
        name = products[plan.product]
        if plan.product not in stocked:
            yield Reason(f"{name} is not among the products in the clinic's file.")
        elif stocked[plan.product] == "no":
            yield Reason(f"{name} is not in stock, by the clinic's file.")


def _role(name: str | None, practice: Practice) -> Iterator[Reason]:
    if practice.roles and name not in practice.roles:
        who = f"The clinic's file has no role “{_words(name)}”" if name else "No role is given for the practitioner"
        yield Reason(f"{who}, so no limit by role applies.")


def _words(name: str) -> str:
    return name.replace("_", " ")
