"""What holds for every area, and what regulators have authorised."""

from consult_app.clinical.authorisation import AuthorisedDevice
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.general_rules import GeneralRule, statement_words
from consult_app.clinical.instruments import ROMAN
from consult_app.clinical.protocol_page.citations import anchor_of, sources_words
from consult_app.clinical.protocol_page.markdown import bullets, heading, named, paragraphs, span

GROUPS = {
    "general": "General rules",
    "adjustment": "Adjustments",
    "back": "The back",
    "regulation": "Regulation",
    "labelling": "Labelling",
}


def general(catalogue: Catalogue) -> str:
    """The general rules by group."""
    return paragraphs(
        heading(2, "What holds for every area", "general"),
        *(_group(group, label, catalogue) for group, label in GROUPS.items()),
    )


def _group(group: str, label: str, catalogue: Catalogue) -> str:
    entries = [rule for rule in catalogue.general_rules.values() if rule.group == group]
    return paragraphs(heading(3, label), *(_rule(rule, catalogue) for rule in entries)) if entries else ""


def _rule(rule: GeneralRule, catalogue: Catalogue) -> str:
    anchor = f'<a id="{anchor_of("general", rule)}"></a>'
    text = statement_words(rule, catalogue.planning)
    return paragraphs(f"{anchor}**{rule.label}.** {text}", named("Sources", sources_words(rule.sources, catalogue)))


def authorised(catalogue: Catalogue) -> str:
    """What each device is authorised for in the US, and what falls outside."""
    known = catalogue.authorisations
    return paragraphs(
        heading(2, "Authorised uses in the US", "authorised"),
        "Everything not listed here is off-label in the US, and shown so.",
        *(_device(device, catalogue) for device in known.devices),
        bullets(
            f"**{kind.label}.** {kind.words} {kind.refer.words} [{sources_words(kind.sources, catalogue)}]"
            for kind in known.outside
        ),
    )


def _device(device: AuthorisedDevice, catalogue: Catalogue) -> str:
    lines = []
    for use in device.uses:
        types = f", skin types {ROMAN[use.skin_types[0]]} to {ROMAN[use.skin_types[1]]}" if use.skin_types else ""
        lines.append(f"{use.label}{types} [{sources_words(use.sources, catalogue)}]")
    reach = span(device.max_needle_mm, device.max_needle_mm, "mm")
    return paragraphs(
        heading(3, device.label),
        f"From {device.minimum_age} years; needles up to {reach}.",
        bullets(dict.fromkeys(lines)),
    )
