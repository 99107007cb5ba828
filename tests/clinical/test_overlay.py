"""The overlay: what a clinic's change makes of a rule, what follows along with it, and what it may not do."""

from typing import Any

import pytest

from consult_app.clinical.contraindications import Contraindication, DayRule, Outcome, Watch
from consult_app.clinical.overlay import Overlay, overlaid
from consult_app.clinical.practice import Change
from tests.clinical.test_refused_entries import ENTRY, SOUND

NAMED = {"by": "Dr Ada Obi", "reason": "Audit of 2026", "date": "2026-10-01"}
SAID = "Changed by Dr Ada Obi, 1 Oct 2026: Audit of 2026"
RECENT = {"fact": "peel.date", "within_days": 14}
WAITS = {
    "id": "recent",
    "level": "defer",
    "when": {"all": [{"fact": "peel", "is": "yes"}, RECENT]},
    "not_before": {"fact": "peel.date", "plus_days": 14},
    "overridable": True,
    "label": "Peel less than 14 days ago",
    "advice": "Rebook 14 days after the peel. Look again after another 14 days.",
    "client": "We wait until your skin has healed.",
}
AFTER = {"id": "after", "when": {"all": [{"fact": "peel", "is": "yes"}, {"not": RECENT}]}}
ASKS = {
    "id": "deep",
    "level": "clearance",
    "when": {"fact": "peel", "is": "unsure"},
    "lifted_by": ["dermatologist"],
    "letter": "Has it healed after 14 days?",
    "client": "We ask.",
}


def rule_of(*outcomes: dict[str, Any], **parts: Any) -> Contraindication:
    return Contraindication.model_validate(ENTRY | {"outcomes": [SOUND | each for each in outcomes]} | parts)


def changed(rule: Contraindication, *changes: dict[str, Any]) -> Overlay:
    return overlaid([rule], [Change.model_validate({"entry": rule.id} | each) for each in changes])


def by_id(found: Overlay) -> dict[str, Outcome]:
    assert found.problems == ()
    return {each.id: each for each in found.rules[0].outcomes}


def when_of(*outcomes: dict[str, Any]) -> list[Any]:
    return [each.when for each in rule_of(*outcomes).outcomes]


def refused(rule: Contraindication, **change: Any) -> str:
    found = changed(rule, change)
    assert (found.rules, found.words) == ((rule,), {})
    (problem,) = found.problems
    return problem.removeprefix("changes[1]: ")


def running(days: int) -> dict[str, Any]:
    return {"when": {"all": [{"fact": "peel", "is": "yes"}, RECENT | {"within_days": days}]}}


def test_a_longer_window_moves_its_condition_its_day_and_its_words_and_nothing_beside_it() -> None:
    found = changed(rule_of(WAITS, AFTER), {"outcome": "recent", "days": 21})
    waits, after = by_id(found).values()
    assert [waits.when] == when_of(running(21))
    assert waits.not_before == DayRule(fact="peel.date", plus_days=21)
    assert waits.label == "Peel less than 21 days ago"
    assert waits.advice == "Rebook 21 days after the peel. Look again after another 14 days."
    assert waits.client == "We wait until your skin has healed. Our clinic counts 21 days here."
    assert [after] == list(rule_of(AFTER).outcomes)
    assert found.words == {"peel.recent": "Changed by the clinic (21 days instead of 14 days)"}


def test_with_a_shorter_window_what_follows_it_begins_earlier_and_says_so() -> None:
    other = {"id": "other", **running(14), "level": "note"}
    found = changed(rule_of(WAITS, AFTER, other), {"outcome": "recent", "days": 7, **NAMED})
    waits, after, beside = by_id(found).values()
    assert waits.not_before == DayRule(fact="peel.date", plus_days=7)
    assert [after.when] == when_of(
        {"when": {"all": [{"fact": "peel", "is": "yes"}, {"not": RECENT | {"within_days": 7}}]}}
    )
    assert [beside] == list(rule_of(other).outcomes)
    assert found.words == dict.fromkeys(("peel.recent", "peel.after"), f"{SAID} (7 days instead of 14 days)")


def test_words_without_a_number_for_the_client_get_none() -> None:
    note = {"id": "recent", **running(14), "level": "precautions"}
    assert by_id(changed(rule_of(note), {"days": 21}))["recent"].client == ""


@pytest.mark.parametrize(
    ("floor", "days", "day"),
    [
        ({"fact": "peel.date", "plus_days": 10}, 21, {"plus_days": 10}),
        ({"fact": "sun.date", "plus_days": 14}, 21, {"plus_days": 14}),
        ({"fact": "peel.date", "plus_months": 1}, 31, {"plus_months": 1}),
    ],
)
def test_a_wait_that_is_not_the_windows_own_stays(floor: dict[str, Any], days: int, day: dict[str, int]) -> None:
    waits = by_id(changed(rule_of(WAITS | {"not_before": floor}), {"days": days}))["recent"]
    assert waits.not_before == DayRule(fact=floor["fact"], **day)


def test_a_window_never_ends_before_the_wait_that_stands_in_any_case() -> None:
    rule = rule_of(WAITS | {"not_before": {"fact": "peel.date", "plus_days": 10}})
    assert refused(rule, days=7, **NAMED) == "7 days ends before the 10 days this outcome waits in any case"
    assert by_id(changed(rule, {"days": 10, **NAMED}))["recent"].not_before == DayRule(fact="peel.date", plus_days=10)


@pytest.mark.parametrize(
    ("watch", "length", "left"),
    [
        ({"days": 14}, {"days": 21}, Watch(days=21)),
        ({"days": 14}, {"months": 3}, Watch(months=3)),
        ({"days": 14}, {"years": 2}, Watch(months=24)),
        ({"days": 28}, {"days": 21}, Watch(days=28)),
    ],
)
def test_a_patch_is_watched_as_long_as_the_window_it_went_by(
    watch: dict[str, int], length: dict[str, int], left: Watch
) -> None:
    patch = {"id": "recent", **running(14), "test_patch": watch}
    assert by_id(changed(rule_of(patch), length))["recent"].test_patch == left


def test_a_stricter_level_asks_a_prescriber_unless_the_rule_names_somebody() -> None:
    asked = by_id(changed(rule_of(WAITS), {"level": "clearance"}))["recent"]
    assert (asked.level, asked.lifted_by, asked.letter) == ("clearance", ("prescriber",), "May treatment go ahead?")
    assert (asked.overridable, asked.client) == (False, "Our clinic asks a doctor first in this case.")
    own = WAITS | {"lifted_by": ["dermatologist"], "letter": "Has it healed?"}
    kept = by_id(changed(rule_of(own), {"level": "clearance"}))["recent"]
    assert (kept.lifted_by, kept.letter) == (("dermatologist",), "Has it healed?")


def test_what_is_barred_by_the_clinic_is_lifted_by_nobody_and_asked_of_nobody() -> None:
    barred = by_id(changed(rule_of(ASKS), {"level": "do_not_treat"}))["deep"]
    assert (barred.level, barred.lifted_by, barred.letter) == ("do_not_treat", (), "")
    assert not barred.overridable


@pytest.mark.parametrize(("own", "override"), [(True, True), (False, False)])
def test_a_wait_of_the_clinics_may_be_overridden_where_the_rule_could(*, own: bool, override: bool) -> None:
    careful = rule_of({"id": "recent", **running(14), "until": "the skin is calm", "overridable": own})
    waits = by_id(changed(careful, {"level": "defer"}))["recent"]
    assert (waits.level, waits.until, waits.overridable) == ("defer", "the skin is calm", override)


def test_a_milder_level_waits_for_nothing_and_may_be_overridden() -> None:
    milder = changed(rule_of(WAITS | {"until": "the skin is calm"}), {"level": "precautions", **NAMED})
    careful = by_id(milder)["recent"]
    assert (careful.level, careful.not_before, careful.until, careful.overridable) == ("precautions", None, "", True)
    assert milder.words == {"peel.recent": f"{SAID} (precautions instead of defer)"}
    note = by_id(changed(rule_of(WAITS), {"level": "note", **NAMED}))["recent"]
    assert (note.level, note.not_before, note.overridable) == ("note", None, False)


def test_a_level_in_two_words_is_told_as_words() -> None:
    told = changed(rule_of(WAITS), {"level": "do_not_treat", "days": 21}).words["peel.recent"]
    assert told == "Changed by the clinic (21 days instead of 14 days, do not treat instead of defer)"


def test_only_what_is_set_otherwise_is_told() -> None:
    told = changed(rule_of(WAITS), {"level": "do_not_treat", "days": 14}).words["peel.recent"]
    assert told == "Changed by the clinic (do not treat instead of defer)"
    longer = changed(rule_of(WAITS), {"level": "defer", "days": 21}).words["peel.recent"]
    assert longer == "Changed by the clinic (21 days instead of 14 days)"


def test_a_milder_level_alone_needs_a_name_too() -> None:
    assert "needs by, reason and date" in refused(rule_of(WAITS), level="precautions")


def test_a_label_that_names_the_window_twice_changes_where_it_is_said_first() -> None:
    named = WAITS | {"label": "Peel less than 14 days ago, look again in 14 days"}
    label = by_id(changed(rule_of(named), {"days": 21}))["recent"].label
    assert label == "Peel less than 21 days ago, look again in 14 days"


def test_a_change_of_one_outcome_and_of_what_follows_it_are_both_told() -> None:
    later = AFTER | {"level": "precautions", "overridable": True}
    found = changed(
        rule_of(WAITS, later), {"outcome": "recent", "days": 7, **NAMED}, {"outcome": "after", "level": "clearance"}
    )
    first, second = f"{SAID} (7 days instead of 14 days)", "Changed by the clinic (clearance instead of precautions)"
    assert found.words == {"peel.recent": first, "peel.after": f"{first}. {second}"}
    assert by_id(found)["after"].level == "clearance"


def test_the_only_outcome_without_a_name_is_told_under_the_rules_own() -> None:
    found = changed(rule_of(running(14)), {"days": 21})
    assert list(found.words) == ["peel"]
    assert [each.when for each in found.rules[0].outcomes] == when_of(running(21))


@pytest.mark.parametrize("length", [{"days": 7}, {"months": 6}])
def test_a_shorter_window_needs_a_name_even_where_the_level_rises(length: dict[str, int]) -> None:
    rule = rule_of(WAITS | running(200))
    assert "needs by, reason and date" in refused(rule, outcome="recent", level="do_not_treat", **length)


def test_each_change_is_judged_by_itself_and_a_faulty_one_holds_up_no_other() -> None:
    rule = rule_of(WAITS, ASKS)
    found = changed(
        rule, {"outcome": "gone", "days": 21}, {"outcome": "deep", "level": "do_not_treat"}, {"entry": "sun", "days": 3}
    )
    assert found.problems == (
        "changes[1]: gone is no outcome of peel; it has recent, deep",
        "changes[3]: sun is no entry",
    )
    assert [each.level for each in found.rules[0].outcomes] == ["defer", "do_not_treat"]
    twice = changed(rule, {"outcome": "recent", "days": 21}, {"outcome": "recent", "days": 28})
    assert twice.problems == ("changes[2]: peel.recent is changed twice",)
    assert twice.rules[0].outcomes[0].not_before == DayRule(fact="peel.date", plus_days=21)


def test_what_makes_no_sense_as_an_outcome_is_refused_without_the_name_of_a_file() -> None:
    words = refused(rule_of({"id": "calm", "overridable": True}), level="defer")
    assert words.startswith("a deferral names a date")


@pytest.mark.parametrize(
    ("outcomes", "change", "words"),
    [
        ((WAITS, AFTER), {"outcome": "after", "days": 3}, "peel has no window there that could be changed"),
        ((WAITS, WAITS | {"id": "again"}), {"days": 21}, "peel has several such outcomes; name one of recent, again"),
        (
            (WAITS, WAITS | {"id": "again"}),
            {"outcome": "defer", "days": 21},
            "peel has several such outcomes; name one of recent, again",
        ),
        (
            ({"id": "both", "when": {"any": [RECENT, {"fact": "sun.date", "within_days": 7}]}},),
            {"days": 21},
            "peel.both has several windows, so none of them can be changed",
        ),
        (
            ({"id": "both", "when": {"any": [RECENT, {"fact": "peel.planned", "coming_within_days": 7}]}},),
            {"days": 21},
            "peel.both has several windows, so none of them can be changed",
        ),
        (
            ({"id": "spot", "scope": "lesion", "overridable": True, **running(14)},),
            {"level": "clearance"},
            "a spot that is left out is a precaution, whatever its level",
        ),
    ],
)
def test_a_change_that_fits_nothing_leaves_the_rule_as_it_is(
    outcomes: tuple[dict[str, Any], ...], change: dict[str, Any], words: str
) -> None:
    assert refused(rule_of(*outcomes), **change) == words


@pytest.mark.parametrize("named", [{}, {"outcome": "defer"}, {"outcome": "recent"}])
def test_an_outcome_is_found_by_name_by_level_or_as_the_only_one_with_a_window(named: dict[str, str]) -> None:
    found = by_id(changed(rule_of(ASKS, AFTER, WAITS), {"days": 21, **named}))
    assert found["recent"].not_before == DayRule(fact="peel.date", plus_days=21)


@pytest.mark.parametrize("change", [{"days": 14}, {"outcome": "recent", "level": "defer"}])
def test_to_state_what_stands_there_changes_and_tells_nothing(change: dict[str, Any]) -> None:
    rule = rule_of(WAITS, AFTER)
    assert changed(rule, change) == Overlay((rule,), {}, (), ())
