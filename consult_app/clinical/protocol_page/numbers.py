"""The numbers of the planning arithmetic, each in a sentence."""

from collections.abc import Iterator

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.instruments import ROMAN
from consult_app.clinical.planning_rules import Rule
from consult_app.clinical.protocol_page.citations import sources_words
from consult_app.clinical.protocol_page.markdown import bullets, heading, named, paragraphs
from consult_app.clinical.protocol_page.planning_words import NUMERALS, TOPICS, WORDS
from consult_app.clinical.rule_words import one_of


def planning(catalogue: Catalogue) -> str:
    """Every number by topic with its sources, then the end points."""
    rules = catalogue.planning
    return paragraphs(
        heading(2, "Planning", "planning"),
        *(_topic(name, value, catalogue) for name, value in rules if isinstance(value, Rule)),
        _pauses(catalogue),
        named("End point", f"{rules.end_point}. For scars: {rules.scar_end_point}."),
        named("Sources of the whole", sources_words(rules.sources, catalogue)),
    )


def _topic(name: str, rule: Rule, catalogue: Catalogue) -> str:
    lines = tuple(_lines(name, rule, catalogue))
    return (
        paragraphs(
            heading(3, TOPICS.get(name, name.replace("_", " ").capitalize())),
            bullets(lines),
            named("Sources", sources_words(rule.sources, catalogue)),
        )
        if lines
        else ""
    )


def _lines(name: str, rule: Rule, catalogue: Catalogue) -> Iterator[str]:
    for field, value in rule:
        path = f"{name}.{field}"
        if path in NUMERALS:
            yield WORDS[path].format(ROMAN[value])
        elif path in WORDS or isinstance(value, int | float):
            words = WORDS.get(path, f"{field.replace('_', ' ').capitalize()}: {{}}.")
            yield words.format(_figure(value, catalogue))


def _figure(value: object, catalogue: Catalogue) -> str:
    if isinstance(value, tuple):
        return one_of((_figure(each, catalogue) for each in value), "and")
    if isinstance(value, str):
        return catalogue.concerns[value].label.lower()
    return f"{value:g}"


def _pauses(catalogue: Catalogue) -> str:
    """What rests around each session; the care lines hold the days."""
    lines = (f"{pause.name}: {sources_words(pause.sources, catalogue)}" for pause in catalogue.planning.pauses)
    return paragraphs(
        heading(3, TOPICS["pauses"]),
        "What is prescribed rests only if its prescriber agrees. The days stand with the care lines below.",
        bullets(lines),
    )
