"""The page of the hazard log, written from its data: ``uv run python -m tests.safety.hazard_page``."""

from collections import Counter
from collections.abc import Iterator

from tests.safety.hazards import DATA, ROOT, Control, Hazard, HazardLog, Risk, read_log

PAGE = ROOT / "docs/safety/hazard_log.md"
WHO = {"clinical_lead": "the clinical lead", "practice": "the practice"}
HEAD = """# Hazard log

Written from [hazards.yaml](hazards.yaml) by `uv run python -m tests.safety.hazard_page`; do not edit it here. A check
(`tests/safety/test_hazards.py`) fails when this page is not fresh, when a test named here does not exist, when a
control names no test, or when a residual risk is unacceptable.

The log says what could go wrong when the program is used as [intended](intended_use.md), how that is controlled, and
what is left. Severity and likelihood are the makers' judgement, not measurements: the clinical lead reviews them before
the program is used on clients. Whoever is named as accepting a risk has still to sign for it. What is *not built yet*
counts for nothing in what is left.
"""


def hazard_page(log: HazardLog) -> str:
    """The whole page; equal data gives an equal page."""
    parts = [HEAD, f"As judged by the makers on {log.judged_on:%-d %B %Y}. {_counts(log)}\n"]
    parts += [*_scales(log), *_summary(log), "## Hazards\n"]
    parts += [_hazard(hazard, log) for hazard in log.hazards]
    return "\n".join(parts)


def _counts(log: HazardLog) -> str:
    kinds = Counter(log.accepted(hazard.after) for hazard in log.hazards)
    said = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    retired = f" Retired ids: {', '.join(log.retired)}." if log.retired else ""
    return f"{len(log.hazards)} hazards; what is left of them is {said}.{retired}"


def _scales(log: HazardLog) -> Iterator[str]:
    scales = log.scales
    yield f"## How risk is judged\n\n{scales.origin}\n"
    for title, words in (("Severity", scales.severity), ("Likelihood", scales.likelihood)):
        yield "\n".join(
            [f"| {title} | Meaning |", "| --- | --- |", *(f"| {_said(k)} | {v} |" for k, v in words.items())]
        )
        yield ""
    yield "| Likelihood | " + " | ".join(_said(name) for name in scales.severity) + " |"
    yield "| --- |" + " --- |" * len(scales.severity)
    for name, row in reversed(scales.matrix.items()):
        yield f"| {_said(name)} | " + " | ".join(f"{n} {scales.acceptance[n]}" for n in row.values()) + " |"
    yield ""


def _summary(log: HazardLog) -> Iterator[str]:
    yield "## Summary\n\n| Id | Hazard | Before | After | Accepted by |\n| --- | --- | --- | --- | --- |"
    for each in log.hazards:
        risks = f"{log.level(each.before)} | {log.level(each.after)} {log.accepted(each.after)}"
        yield f"| [{each.id}](#{each.id}) | {each.hazard} | {risks} | {WHO[each.accepted_by]} |"
    yield ""


def _hazard(hazard: Hazard, log: HazardLog) -> str:
    lines = [f'### <a id="{hazard.id}"></a>{hazard.id}: {hazard.hazard}\n', "Causes:", *_list(hazard.causes)]
    lines += [f"\nHarm: {hazard.harm}\n", f"Before control: {_risk(hazard.before, log)}.\n"]
    if hazard.controls:
        lines += ["Controls:", *(line for control in hazard.controls for line in _control(control))]
    if hazard.practice:
        lines += ["\nWhat the practice does, which no test can hold:", *_list(hazard.practice)]
    if hazard.not_built_yet:
        lines += ["\nNot built yet:", *_list(f"{each.text} Meanwhile: {each.interim}" for each in hazard.not_built_yet)]
    why = f" {hazard.justification}" if hazard.justification else ""
    lines += [f"\nAfter control: {_risk(hazard.after, log)}. {hazard.residual}{why}"]
    return "\n".join([*lines, f"Accepted by {WHO[hazard.accepted_by]}.\n"])


def _control(control: Control) -> Iterator[str]:
    yield f"- *{control.kind.capitalize()}.* {control.text}"
    for name in control.tests:
        file, _, _test = name.partition("::")
        yield f"  - [`{name.removeprefix('tests/')}`](../../{file})"


def _risk(risk: Risk, log: HazardLog) -> str:
    return (
        f"{_said(risk.severity)}, {_said(risk.likelihood).lower()} likelihood: {log.level(risk)} {log.accepted(risk)}"
    )


def _list(texts: Iterator[str] | tuple[str, ...]) -> list[str]:
    return [f"- {text}" for text in texts]


def _said(word: str) -> str:
    return word.replace("_", " ").capitalize()


if __name__ == "__main__":
    PAGE.write_text(hazard_page(read_log(DATA.read_text("utf-8"))), "utf-8")
