"""Traps in common texts: what they say, why it misleads, what is said here, and what holds it."""

from collections.abc import Mapping

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.protocol_page.care_words import undated
from consult_app.clinical.protocol_page.citations import sources_words
from consult_app.clinical.protocol_page.markdown import bullets, heading, link, named, paragraphs
from consult_app.clinical.traps import Holder, Kind, Trap

ANCHORS: Mapping[Kind, str] = {"planning": "planning", "reference": "numbing-reference"}


def traps(catalogue: Catalogue) -> str:
    """Every trap."""
    return paragraphs(
        heading(2, catalogue.traps.label, "traps"),
        "What texts on needling say that misleads. Each has a test of its own by this name.",
        *(_trap(trap, catalogue) for trap in catalogue.traps.traps),
    )


def _trap(trap: Trap, catalogue: Catalogue) -> str:
    return paragraphs(
        heading(3, trap.id.replace("_", " ").capitalize(), f"trap-{trap.id}"),
        bullets(
            (
                named("Texts say", trap.says),
                named("Why it is a trap", trap.why),
                named("This program", trap.program),
                named("Held by", "; ".join(_holder(holder, catalogue) for holder in trap.held_by)),
            )
        ),
        named("Sources", sources_words(trap.sources, catalogue)),
    )


def _holder(holder: Holder, catalogue: Catalogue) -> str:
    """The holder in words, linked to where it stands by itself."""
    label = catalogue.holders[holder.kind][holder.id]
    if holder.kind == "care":
        return f"“{undated(label)}”"
    if holder.kind == "setting":
        return f"the clinic's settings: {label}"
    return link(label, ANCHORS.get(holder.kind, f"{holder.kind}-{holder.id}"))
