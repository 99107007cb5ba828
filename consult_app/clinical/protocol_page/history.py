"""The health history as it is asked: every row, its questions, and what is asked after a yes."""

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.protocol_page.citations import anchor_of
from consult_app.clinical.protocol_page.markdown import bullets, heading, link, paragraphs
from consult_app.clinical.questions import FollowUp, Question, Row
from consult_app.clinical.rule_words import condition_words

KINDS = {
    "date": "a date",
    "number": "a number",
    "count": "how many",
    "choice": "one of",
    "choices": "any of",
    "yes_no": "yes, no or not sure",
    "text": "free text",
    "areas": "places on the body map, or elsewhere",
    "side": "left, right or both",
}


def history(catalogue: Catalogue) -> str:
    """All rows by group, then what is stored without being asked."""
    groups = dict.fromkeys((row.group, row.group_label) for row in catalogue.rows)
    volunteered = [question for question in catalogue.questions.values() if not question.asked]
    return paragraphs(
        heading(2, "Health history", "history"),
        "One heading is one row on screen. ● needs an answer of its own; the others may be answered together. What is "
        "not carried over is asked afresh at every session.",
        *(_group(group, label, catalogue) for group, label in groups),
        heading(3, "Never asked") if volunteered else "",
        "Kept only when the client brings it up." if volunteered else "",
        bullets(line for question in volunteered for line in _question(question, catalogue).split("\n")[:1]),
    )


def _group(group: str, label: str, catalogue: Catalogue) -> str:
    rows = [row for row in catalogue.rows if row.group == group]
    return paragraphs(heading(3, label), *(_row(row, catalogue) for row in rows))


def _row(row: Row, catalogue: Catalogue) -> str:
    questions = [question for question in catalogue.questions.values() if question.row == row.number]
    remarks = ["looked at by the practitioner"] if row.by == "practitioner" else []
    remarks += [] if row.carries_over else ["asked afresh every time"]
    return paragraphs(
        heading(4, f"{row.number}. {row.text}{' ●' if row.critical else ''}", f"row-{row.number}"),
        " ".join(part for part in (f"*{row.detail}*" if row.detail else "", _remarks(remarks)) if part),
        "\n".join(_question(question, catalogue) for question in questions),
    )


def _remarks(remarks: list[str]) -> str:
    return f"({', '.join(remarks)})" if remarks else ""


def _question(question: Question, catalogue: Catalogue) -> str:
    """The question with its rules, then its follow-ups a step in."""
    judged_by = [rule for rule in catalogue.contraindications if rule.asks == question.id]
    rules = ", ".join(link(rule.label, anchor_of("rule", rule)) for rule in judged_by)
    when = f" Asked only when {condition_words(question.ask_when, catalogue)}." if question.ask_when else ""
    first = f"- {question.text.strip()}{when} → {rules}"
    details = bullets((_follow_up(item, question, catalogue) for item in question.follow_ups), indent=2)
    return "\n".join(part for part in (first, details) if part)


def _follow_up(item: FollowUp, question: Question, catalogue: Catalogue) -> str:
    options = f": {'; '.join(option.label for option in item.options)}" if item.options else ""
    unit = f" in {item.unit}" if item.unit else ""
    ahead = ", may lie ahead" if item.ahead else ""
    when = f". Only when {condition_words(item.when, catalogue, question.id)}" if item.when else ""
    return f"{item.label} ({KINDS[item.kind]}{unit}{ahead}{options}){when}"
