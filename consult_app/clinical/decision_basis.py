"""What a decision rests on: the rule as it judges and the facts it was held against, as one digest.

A clearance or an override is given for what was known then. Once the rule or one of its facts has changed, the digest
differs, and the decision waits until somebody looks at it again.
"""

import hashlib
import json
from typing import Any

from consult_app.clinical.consultation import Answer, FieldValue
from consult_app.clinical.facts import Facts, Values
from consult_app.clinical.questions import Question
from consult_app.clinical.ruleset import Branch

SAME_FACT = {"client.age": "client.date_of_birth"}
"""An age moves by itself; the birth date it is counted from does not."""


def basis(branch: Branch, facts: Facts) -> str:
    """The digest of an outcome's rule and of the facts it looks at, in hex.

    It is the same for every area and every one of several answers: all of them are in it. Text that is never judged
    is left out, and so is the day.
    """
    names = sorted({_looked_at(fact, facts) for fact in branch.looks_at})
    told = json.dumps([[name, _told(name, facts)] for name in names], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{branch.judges}\n{told}".encode()).hexdigest()


def _looked_at(fact: str, facts: Facts) -> str:
    """The fact, or its question: of a question the whole answer counts."""
    question = fact.partition(".")[0]
    return question if question in facts.questions else SAME_FACT.get(fact, fact)


def _told(name: str, facts: Facts) -> Any:
    """What is known of a fact: of a question each answer without its free text, of an area's fact every area."""
    question = facts.questions.get(name)
    if question is not None:
        return [_judged(question, answer) for answer in facts.answers.get(name, ())]
    if name.startswith("area."):
        return {key: _plain(given[name]) for key, given in facts.areas.items()}
    return _plain(facts.given[name])


def _judged(question: Question, answer: Answer) -> dict[str, Any]:
    weighed = {item.id for item in question.follow_ups if item.kind != "text"}
    details = {name: _same(value) for name, value in answer.fields.items() if name in weighed}
    return {"answer": answer.answer, **details}


def _same(value: FieldValue) -> Any:
    """One form for what is the same: 64 and 64.0, or ticks given in another order."""
    if isinstance(value, tuple):
        return sorted(value)
    return float(value) if isinstance(value, int | float) else value


def _plain(values: Values) -> list[str]:
    return [str(float(value) if isinstance(value, int | float) else value) for value in values]
