"""Ways to numb: the fewest changes of a numbing plan that would let it be used, found by trying them."""

from collections.abc import Iterable, Iterator

from consult_app.clinical.anaesthesia import Limit
from consult_app.clinical.assessment import Assessment, assess, judge
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.changes import Change, changed, in_order
from consult_app.clinical.checking import ANAESTHETIC
from consult_app.clinical.consultation import Anaesthetic, Consultation
from consult_app.clinical.contraindications import Contraindication
from consult_app.clinical.levers import beside
from consult_app.clinical.trials import NOTHING, Changes
from consult_app.clinical.verdict import Finding
from consult_app.clinical.ways_to_treat import Way, WaysToTreat

USABLE = {"allowed": "treat", "caution": "precautions"}
WORDS = {
    "area_cm2": "numb at most {:g} cm²",
    "grams": "use at most {:g} g of cream",
    "minutes": "leave it on for at most {:g} minutes",
}


def ways_to_numb(consultation: Consultation, catalogue: Catalogue, judged: Assessment) -> WaysToTreat | None:
    """What would let the planned cream, or another, be used; None where none is planned or nothing is against it."""
    plan, check = consultation.anaesthetic, judged.anaesthetic
    if plan is None or check is None or check.outcome in USABLE:
        return None
    search = _Search(consultation, catalogue, plan)
    starts = [NOTHING, *(frozenset({change}) for change in _products(plan, catalogue))]
    found = [changes for start in starts if (changes := search.usable(start)) is not None]
    smallest = {changes for changes in found if not any(other < changes for other in found)}
    ways = sorted(map(search.way, smallest), key=lambda way: (len(way.changes), [each.rank for each in way.changes]))
    why = "" if ways else check.reasons[0].text
    return WaysToTreat(tuple(ways), why)


def _products(plan: Anaesthetic, catalogue: Catalogue) -> Iterator[Change]:
    """The other products: those the clinic has in stock, where it lists any."""
    listed = catalogue.practice.products
    stock = {item.id for item in listed if item.in_stock == "yes"}
    for product in catalogue.anaesthesia.products.values():
        if product.id != plan.product and not product.never and (product.id in stock or not listed):
            yield Change("numbing_product", "product", product.id, f"use {product.label}")


class _Search:
    """Tries changes of one numbing plan by the rules that judge numbing."""

    def __init__(self, consultation: Consultation, catalogue: Catalogue, plan: Anaesthetic) -> None:
        self._consultation = consultation
        self._catalogue = catalogue
        self._plan = plan
        self._judged: dict[Changes, Assessment] = {}

    def usable(self, start: Changes) -> Changes | None:
        """The fewest changes that, with these, let the plan be used; None where none do, or these are not needed."""
        changes = start | frozenset(self._mended(start))
        if self._outcome(changes) not in USABLE or (start and self._outcome(changes - start) in USABLE):
            return None
        for change in in_order(changes - start):
            if self._outcome(changes - {change}) in USABLE:
                changes -= {change}
        return changes

    def way(self, changes: Changes) -> Way:
        """The changes as a way."""
        return Way(in_order(changes), USABLE[self._outcome(changes)], self._consultation.as_of)

    def _mended(self, start: Changes) -> Iterator[Change]:
        """What the plan would need: figures within their limits, the cream put on as it may be, letters."""
        judged = self._judge(start)
        yield from _within_limits(judged.anaesthetic.limits if judged.anaesthetic else ())
        if self._plan.film == "yes":
            yield Change("numbing", "film", "no", "no plastic film")
        if self._plan.at_home == "yes":
            yield Change("numbing", "at_home", "no", "put the cream on in the clinic")
        for finding in _of_numbing(judged):
            for lever in beside(finding) if finding.level == "clearance" else ():
                yield from lever

    def _outcome(self, changes: Changes) -> str:
        check = self._judge(changes).anaesthetic
        return check.outcome if check else ""

    def _judge(self, changes: Changes) -> Assessment:
        """The plan with the changes made, judged once; what a letter has answered is no longer weighed."""
        if changes not in self._judged:
            letters = {change.subject for change in changes if change.kind == "clearance"}
            case = changed(self._consultation, self._catalogue, (c for c in changes if c.kind != "clearance"))
            rules = (_without(rule, letters) for rule in self._catalogue.contraindications)
            numbing = [rule for rule in rules if any(each.scope == ANAESTHETIC for each in rule.outcomes)]
            judged = judge(case, self._catalogue, numbing) if letters else assess(case, self._catalogue)
            self._judged[changes] = judged
        return self._judged[changes]


def _within_limits(limits: Iterable[Limit]) -> Iterator[Change]:
    for limit in limits:
        if limit.value is not None and limit.block is not None and limit.value > limit.block:
            yield Change("numbing", limit.name, limit.block, WORDS[limit.name].format(limit.block))


def _of_numbing(judged: Assessment) -> list[Finding]:
    found = (finding for finding in judged.person.findings if finding.scope == ANAESTHETIC)
    return sorted(found, key=lambda finding: finding.key)


def _without(rule: Contraindication, answered: set[str]) -> Contraindication:
    """The rule without the outcomes of these finding keys."""
    kept = tuple(o for o in rule.outcomes if (f"{rule.id}.{o.id}" if o.id else rule.id) not in answered)
    return rule if len(kept) == len(rule.outcomes) else rule.model_copy(update={"outcomes": kept})
