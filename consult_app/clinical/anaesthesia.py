"""Topical anaesthesia: what a numbing plan comes to against the limits of its product."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from consult_app.clinical.clock import clock_after
from consult_app.clinical.consultation import Anaesthetic
from consult_app.clinical.numbing_limits import Found, Limit, NumbingOutcome, against, grams_by_weight, limits_of
from consult_app.clinical.numbing_products import AnaesthesiaRules, Minutes, Product, WeightLimit
from consult_app.clinical.reasons import Reason
from consult_app.clinical.verdict import Verdict

__all__ = ["AnaesthesiaRules", "Limit", "Minutes", "NumbingCheck", "Product", "WeightLimit", "check"]

RANKS: tuple[NumbingOutcome, ...] = ("allowed", "caution", "not_known", "clearance", "blocked")
FROM_RULES: dict[str, NumbingOutcome] = {
    "treat": "allowed",
    "precautions": "caution",
    "incomplete": "not_known",
    "defer": "blocked",
    "clearance": "clearance",
    "do_not_treat": "blocked",
}


@dataclass(frozen=True)
class NumbingCheck:
    """A numbing plan judged: figures in cm2, grams and minutes, the outcome and why.

    ``worked_out`` names the figures that were not given; ``halved`` tells that the limits were halved for this client.
    """

    outcome: NumbingOutcome
    product: str
    label: str
    area_cm2: float | None
    grams: float | None
    minutes: float | None
    worked_out: tuple[str, ...]
    halved: bool
    reasons: tuple[Reason, ...]
    limits: tuple[Limit, ...]

    def wipe_off(self, put_on: str) -> str | None:
        """When the cream comes off again, for the time it goes on (both as 14:30)."""
        return None if self.minutes is None else clock_after(put_on, self.minutes)

    def put_on(self, session: str) -> str | None:
        """When the cream goes on, for needling at the time ``session``."""
        return None if self.minutes is None else clock_after(session, -self.minutes)


def check(
    plan: Anaesthetic | None,
    rules: AnaesthesiaRules,
    *,
    size_cm2: float | None,
    weight_kg: float | None,
    height_cm: float | None,
    sensitive: bool,
    rule_verdict: Verdict,
    called: Callable[[str], str],
) -> NumbingCheck | None:
    """Judge a numbing plan by its product's limits and by the rules on numbing; None when none is planned.

    ``size_cm2`` is the skin to be needled, used where the plan names no area; ``sensitive`` tells that the client is
    old, frail or ill; ``called`` gives an open question its name. Raises KeyError for an unknown product:
    such a plan is refused before it gets here.
    """
    if plan is None:
        return None
    product = rules.products[plan.product]
    halved = sensitive or (weight_kg is not None and weight_kg < rules.sensitive_under_kg)
    area_cm2 = plan.area_cm2 if plan.area_cm2 is not None else size_cm2
    most_grams = grams_by_weight(product, rules.weight_limit, weight_kg)
    limits = limits_of(plan, product, area_cm2, most_grams, rules.sensitive_factor if halved else 1.0)
    found = [
        *_from_rules(rule_verdict, called),
        *_whatever_the_size(plan, product, rules),
        *_unknown(product, rules, {"weight": weight_kg, "height": height_cm, "size of the skin": area_cm2}),
        *_sensitivity(rules, halved=halved),
        *(pair for limit in limits for pair in against(limit, product.sources)),
    ]
    values = {limit.name: limit.value for limit in limits}
    return NumbingCheck(
        outcome=max((outcome for outcome, _ in found), key=RANKS.index, default="allowed"),
        product=product.id,
        label=product.label,
        area_cm2=values["area_cm2"],
        grams=values["grams"],
        minutes=values["minutes"],
        worked_out=tuple(name for name, value in values.items() if value is not None and getattr(plan, name) is None),
        halved=halved,
        reasons=tuple(reason for _, reason in sorted(found, key=lambda pair: -RANKS.index(pair[0]))),
        limits=limits,
    )


def _from_rules(verdict: Verdict, called: Callable[[str], str]) -> Found:
    outcome = FROM_RULES[verdict.outcome]
    findings = sorted((f for f in verdict.findings if f.level != "note"), key=lambda f: (f.level, f.key))
    yield from ((FROM_RULES[finding.level], Reason(f"{finding.label}: {finding.advice}")) for finding in findings)
    if verdict.open and outcome in ("not_known", "caution"):
        yield outcome, Reason(f"Not answered: {', '.join(map(called, verdict.open_questions))}.")


def _whatever_the_size(plan: Anaesthetic, product: Product, rules: AnaesthesiaRules) -> Found:
    if product.never:
        yield "blocked", Reason(product.never, product.sources)
    if plan.film == "yes" and not product.film_allowed:
        yield (
            "blocked",
            Reason("No plastic film over the cream: it drives far more of the drug into the body.", rules.sources),
        )
    if plan.at_home == "yes":
        yield "blocked", Reason("Cream is put on in the clinic, never by the client at home.", rules.sources)
    if plan.other_anaesthetic_today == "yes":
        hours = rules.hours_between_products
        yield "blocked", Reason(f"Another local anaesthetic within {hours} hours: the doses add up.", rules.sources)


def _unknown(product: Product, rules: AnaesthesiaRules, needed: Mapping[str, float | None]) -> Found:
    missing = [name for name, value in needed.items() if value is None]
    if missing and not product.never:
        yield "not_known", Reason(f"Without {' and '.join(missing)} no numbing is planned.", rules.sources)


def _sensitivity(rules: AnaesthesiaRules, *, halved: bool) -> Found:
    if halved:
        text = (
            f"Under {rules.sensitive_under_kg:g} kg, {rules.sensitive_from_age} or older, frail or ill: "
            "every limit in cm² and grams is halved. Stay with the client."
        )
        yield "caution", Reason(text, rules.sources)
