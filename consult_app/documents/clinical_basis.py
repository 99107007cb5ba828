"""What a question to a doctor rests on: the rule as it stands here, its sources both ways, and when it would lapse."""

from collections.abc import Iterator, Sequence

from consult_app.clinical.dates import long_date
from consult_app.clinical.explanation import FindingLine, SourceLine
from consult_app.clinical.verdict import Finding
from consult_app.documents import wording
from consult_app.documents.runs import Prose, Strong

_NOT_CITED = ("starting text", "clinic default")  # neither stands for a rule towards a colleague
_TO_VERIFY = "to be verified"
_NAMED = 3  # sources each way; more would make the letter a list


def clinical_basis(line: FindingLine) -> Iterator[Prose]:
    """The basis of one finding: the rule, what supports and what disputes it, each marked as it is known."""
    yield (Strong("Our rule: "), _rule(line))
    for head, stance in (("For it: ", "supports"), ("Against it: ", "disputes")):
        named = [_named(source) for source in line.sources if source.stance == stance and is_cited(source)]
        if named:
            yield (Strong(head), wording.sentence(_some(wording.unique(named))))


def _some(named: Sequence[str]) -> str:
    more = len(named) - _NAMED
    return "; ".join(named[:_NAMED]) + (f"; and {more} more" if more > 0 else "")


def is_cited(source: SourceLine) -> bool:
    """Whether a source is one that a colleague could read."""
    return source.provenance not in _NOT_CITED


def _rule(line: FindingLine) -> str:
    finding = line.finding
    changed = f" {wording.sentence(line.clinic_change)}" if line.clinic_change else ""
    return f"{wording.lower(finding.label)}: {_effect(finding)}.{_lapse(finding)}{changed}"


def _effect(finding: Finding) -> str:
    """What the rule brings, without the name of its level."""
    waits = [f"before {long_date(finding.not_before)}"] if finding.not_before else []
    waits += [f"until {finding.until}"] if finding.until else []
    held = f"no needling {' and '.join(waits)}" if waits else "no needling"
    if finding.level == "clearance":
        return f"no needling without a doctor’s written answer{f', and none {waits[0]}' if waits else ''}"
    return f"{held}, unless a doctor agrees in writing to an earlier day" if finding.lifted_by else held


def _lapse(finding: Finding) -> str:
    ends = finding.lapses_on
    return f" It would lapse on {long_date(ends)}." if ends and ends != finding.not_before else ""


def _named(source: SourceLine) -> str:
    return f"{source.short} ({_TO_VERIFY})" if _TO_VERIFY in source.provenance else source.short
