"""Reactions by name: what may show on the day of a session, and what may be recorded of one later."""

from consult_app.clinical.catalogue import Catalogue

TREATED_APART = "anaesthetic_toxicity"
"""The signs of trouble with numbing name its two kinds one by one."""


def reactions_on_the_day(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """What is asked for before the client leaves, as id and label: events of the day, then trouble with numbing."""
    events = [event for event in catalogue.adverse_events.events if event.on_the_day and event.id != TREATED_APART]
    trouble = catalogue.trouble_signs.values()
    return (*((event.id, event.label) for event in events), *((each.id, each.label) for each in trouble))


def reactions_later(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """What a follow-up may name, as id and label; burns of radiofrequency are kept apart."""
    events = (event for event in catalogue.adverse_events.events if not event.radiofrequency_only)
    return tuple((event.id, event.label) for event in events)
