"""Every rule in full: when it holds, what follows, why, and from which sources."""

from collections.abc import Iterable

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.contraindications import Contraindication, Outcome
from consult_app.clinical.dates import long_date
from consult_app.clinical.effect_words import effect_words, rule_words
from consult_app.clinical.protocol_page.citations import anchor_of, sources_words
from consult_app.clinical.protocol_page.markdown import bullets, heading, link, named, paragraphs
from consult_app.clinical.rule_words import condition_list, condition_words

LEVELS = {
    "do_not_treat": "Do not treat",
    "clearance": "Medical clearance",
    "defer": "Defer",
    "precautions": "Precaution",
    "note": "Note",
}


def rules(catalogue: Catalogue) -> str:
    """An index by the strictest outcome, then every rule in the order its question is asked."""
    return paragraphs(
        heading(2, "Rules", "rules"),
        "By the strictest thing each can lead to:",
        bullets(_index_line(level, catalogue) for level in LEVELS),
        *(_group(label, entries, catalogue) for label, entries in _groups(catalogue)),
    )


def _index_line(level: str, catalogue: Catalogue) -> str:
    entries = [rule for rule in catalogue.contraindications if _strictest(rule) == level]
    return f"**{LEVELS[level]}** ({len(entries)}): " + ", ".join(
        link(rule.label, anchor_of("rule", rule)) for rule in sorted(entries, key=lambda rule: rule.label)
    )


def _strictest(rule: Contraindication) -> str:
    held = {outcome.level for outcome in rule.outcomes}
    return next(level for level in LEVELS if level in held)


def _groups(catalogue: Catalogue) -> Iterable[tuple[str, list[Contraindication]]]:
    """The rules under the heading their question is asked under; the others at the end."""
    rows = {row.number: row.group_label for row in catalogue.rows}
    held: dict[str, list[Contraindication]] = {label: [] for label in (*rows.values(), NOT_ASKED)}
    for rule in sorted(catalogue.contraindications, key=lambda rule: _row_of(rule, catalogue)):
        held[rows.get(_row_of(rule, catalogue), NOT_ASKED)].append(rule)
    return held.items()


LONGEST_LINE = 200
NOT_ASKED = "Known without asking"


def _row_of(rule: Contraindication, catalogue: Catalogue) -> int:
    return catalogue.questions[rule.asks].row if rule.asks else 0


def _group(label: str, entries: list[Contraindication], catalogue: Catalogue) -> str:
    return paragraphs(heading(3, f"Rules: {label.lower()}"), *(_rule(rule, catalogue) for rule in entries))


def _rule(rule: Contraindication, catalogue: Catalogue) -> str:
    return paragraphs(
        heading(4, f"{rule.label}{' ●' if rule.critical else ''}", anchor_of("rule", rule)),
        _asked(rule, catalogue),
        *(_outcome(rule, outcome, catalogue) for outcome in rule.outcomes),
        named("Why", rule.rationale),
        named("Window in print", rule.window_in_print),
        named("Sources", sources_words(rule.sources, catalogue)),
        f"In force from {long_date(rule.effective_from)}, review by {long_date(rule.review_by)}. Id `{rule.id}`.",
    )


def _asked(rule: Contraindication, catalogue: Catalogue) -> str:
    question = catalogue.questions.get(rule.asks or "")
    if question is None:
        return "*Not asked; known from the client's details, the areas, the skin or the device.*"
    row = f", row {link(str(question.row), f'row-{question.row}')}" if question.asked else ", kept when brought up"
    when = f" Asked only when {condition_words(question.ask_when, catalogue)}." if question.ask_when else ""
    return f"*“{question.text.strip()}”*{row}.{when}"


def _outcome(rule: Contraindication, outcome: Outcome, catalogue: Catalogue) -> str:
    label = f" ({outcome.label.lower()})" if outcome.label else ""
    changed = catalogue.clinic_changes.get(f"{rule.id}.{outcome.id}" if outcome.id else rule.id, "")
    do, _, lifts = effect_words(rule, outcome, catalogue).partition(". ")
    when, parts = _when(rule, outcome, catalogue)
    lines = (
        f"{when}{label}: **{do.rstrip('.')}.** {lifts}",
        parts,
        named("Advice", outcome.advice),
        named("To the client", outcome.client),
        named("To the doctor", outcome.letter),
        named("Clinic", changed),
    )
    first, *others = [line for line in lines if line]
    return "\n".join((f"- {first}", *(f"  - {line}" for line in others)))


def _when(rule: Contraindication, outcome: Outcome, catalogue: Catalogue) -> tuple[str, str]:
    """When it holds: in the line itself, or with its parts listed below where that would be too long to read."""
    words = rule_words(rule, outcome, catalogue).rstrip(".")
    if len(words) <= LONGEST_LINE:
        return words, ""
    head, parts = condition_list(outcome.when, catalogue, rule.asks or "")
    return head, "\n".join(("**Namely:**", bullets(parts, indent=4)))
