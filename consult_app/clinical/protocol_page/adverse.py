"""Adverse events: how often each is in print, its course, what is done, and what clients are told."""

from collections.abc import Mapping

from consult_app.clinical.adverse_events import AdverseEvent, ClientRisk, HowOften
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.protocol_page.care_words import audience_words
from consult_app.clinical.protocol_page.citations import sources_words
from consult_app.clinical.protocol_page.markdown import bullets, heading, named, paragraphs

TO_HOW_MANY: Mapping[HowOften, str] = {"many": "many people", "some": "some people", "rare": "rare"}


def adverse_events(catalogue: Catalogue) -> str:
    """Every event, then what reviews count and where to report."""
    known = catalogue.adverse_events
    return paragraphs(
        heading(2, "Adverse events", "adverse"),
        "*Client, to how many* is the sentence the consent form prints.",
        *(_event(event, catalogue) for event in known.events),
        heading(3, "What the reviews count"),
        f"{known.totals.text} [{sources_words(known.totals.sources, catalogue)}]",
        heading(3, "Reporting"),
        f"{known.reporting.text} [{sources_words(known.reporting.sources, catalogue)}]",
    )


def _event(event: AdverseEvent, catalogue: Catalogue) -> str:
    return paragraphs(
        heading(3, event.label, f"event-{event.id}"),
        bullets(
            (
                named("How often in print", event.frequency),
                named("Course", event.course),
                named("What is done", event.manage),
                *(_told(told, catalogue) for told in event.client),
            )
        ),
        named("Sources", sources_words(event.sources, catalogue)),
    )


def _told(told: ClientRisk, catalogue: Catalogue) -> str:
    line = named(f"Client, {TO_HOW_MANY[told.how_often]}", told.text)
    return f"{line} {audience_words(told.audience, catalogue)}".strip()
