"""The protocol page: its sections in the order they are read."""

from collections.abc import Callable

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.protocol_page.adverse import adverse_events
from consult_app.clinical.protocol_page.care import after, before, red_flags, session
from consult_app.clinical.protocol_page.decision_rules import decision_rules
from consult_app.clinical.protocol_page.general import authorised, general
from consult_app.clinical.protocol_page.history import history
from consult_app.clinical.protocol_page.markdown import bullets, heading, link, paragraphs
from consult_app.clinical.protocol_page.numbers import planning
from consult_app.clinical.protocol_page.numbing import numbing
from consult_app.clinical.protocol_page.numbing_notes import numbing_notes
from consult_app.clinical.protocol_page.opening import opening, to_verify
from consult_app.clinical.protocol_page.places import areas, concerns
from consult_app.clinical.protocol_page.rules import rules
from consult_app.clinical.protocol_page.scales import scales
from consult_app.clinical.protocol_page.source_list import source_list
from consult_app.clinical.protocol_page.trap_list import traps
from consult_app.clinical.protocol_page.trouble import trouble

Section = Callable[[Catalogue], str]
FIRST: tuple[Section, ...] = (opening, decision_rules, to_verify)
SECTIONS: tuple[tuple[str, str, Section], ...] = (
    ("Health history", "history", history),
    ("Rules", "rules", rules),
    ("What holds for every area", "general", general),
    ("Areas", "areas", areas),
    ("Concerns", "concerns", concerns),
    ("Planning", "planning", planning),
    ("Numbing creams", "numbing", numbing),
    ("Numbing: technique and reference", "numbing-reference", numbing_notes),
    ("Signs of trouble with numbing", "trouble", trouble),
    ("Before a session", "before", before),
    ("On the day", "session", session),
    ("After a session", "after", after),
    ("Warning signs", "red-flags", red_flags),
    ("Adverse events", "adverse", adverse_events),
    ("Traps in common texts", "traps", traps),
    ("Scales", "scales", scales),
    ("Authorised uses in the US", "authorised", authorised),
    ("Sources", "sources", source_list),
)


def protocol_page(catalogue: Catalogue) -> str:
    """The whole page as Markdown; equal knowledge gives equal text."""
    contents = bullets(link(title, anchor) for title, anchor, _section in SECTIONS)
    return (
        paragraphs(
            *(section(catalogue) for section in FIRST),
            heading(2, "Contents", "contents"),
            contents,
            *(section(catalogue) for _title, _anchor, section in SECTIONS),
        )
        + "\n"
    )
