"""Care lines in words: days without a date, and whom a line is for."""

import re
from collections.abc import Iterable, Mapping

from consult_app.clinical.audience import Audience
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.protocol_page.markdown import link
from consult_app.clinical.rule_words import one_of

TAGS: Mapping[str, str] = {
    "careful_skin": "careful skin",
    "dark_skin": "skin type IV to VI",
    "numbed": "numbing cream",
    "deep": "deep needling",
    "face": "the face",
    "body": "the body",
    "face_only": "the face alone",
}
PLACE = re.compile(r"\{(day|hours)_(\d+)\}")


def undated(text: str) -> str:
    """A text with days counted from the session, where a printed sheet has dates."""
    return PLACE.sub(lambda found: f"day {found[2]}" if found[1] == "day" else f"for {found[2]} hours", text)


def audience_words(audience: Audience, catalogue: Catalogue) -> str:
    """Whom a line is for, when not for everybody."""
    wanted = (
        [catalogue.areas[name].label.lower() for name in audience.areas],
        [f"the {group}" for group in audience.groups],
        [link(catalogue.rules[name].label.lower(), f"rule-{name}") for name in audience.findings],
        _tags(audience.tags),
    )
    unwanted = (
        *(catalogue.areas[name].label.lower() for name in audience.not_areas),
        *(f"the {group}" for group in audience.not_groups),
        *_tags(audience.not_tags),
    )
    only = f"*Only for {'; '.join(one_of(words) for words in wanted if words)}.*" if any(wanted) else ""
    not_for = f"*Not for {one_of(unwanted)}.*" if unwanted else ""
    return f"{only} {not_for}".strip()


def _tags(tags: Iterable[str]) -> list[str]:
    return [TAGS.get(tag, tag.replace("_", " ")) for tag in tags]
