"""What a decision rests on: the rule as it judges and the facts it was held against, as one digest.

A clearance or an override is given for what was known then. Once the rule or one of its facts has changed, the digest
differs, and the decision waits until somebody looks at it again.
"""

import hashlib
import json
from typing import Any

from consult_app.clinical.conditions import facts_of
from consult_app.clinical.consultation import Answer, FieldValue
from consult_app.clinical.contraindications import Contraindication, Outcome
from consult_app.clinical.facts import Facts, Values
from consult_app.clinical.questions import Question

WORDS = {"label", "advice", "client", "letter"}
"""The parts of an outcome that only tell it; a better sentence is no other rule."""
SAME_FACT = {"client.age": "client.date_of_birth"}
"""An age moves by itself; the birth date it is counted from does not."""


def basis(entry: Contraindication, outcome: Outcome, facts: Facts) -> str:
    """The digest of an outcome's rule and of the facts it looks at, in hex.

    It is the same for every area and every one of several answers: all of them are in it. Text that is never judged
    is left out, and so is the day.
    """
    names = sorted(SAME_FACT.get(fact, fact) for fact in _looked_at(entry, outcome, facts))
    rule = outcome.model_dump(mode="json", exclude=WORDS)
    places = entry.places.model_dump(mode="json") if entry.places else None
    told = [[name, _told(name, facts)] for name in names]
    text = json.dumps([entry.id, rule, places, told], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _looked_at(entry: Contraindication, outcome: Outcome, facts: Facts) -> set[str]:
    """The facts of the outcome; of a question the whole answer counts, so it is named once."""
    named = set(facts_of(outcome.when)) | ({outcome.not_before.fact} if outcome.not_before else set())
    heads = {fact.partition(".")[0] if fact.partition(".")[0] in facts.questions else fact for fact in named}
    return heads | ({entry.asks} if entry.asks else set())


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
