"""A decision rests on a rule and on facts: when one of them changes it no longer counts until it is looked at again."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult_app.clinical.assessment import Assessment, assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, Consultation, Decision, Practitioner
from consult_app.clinical.contraindications import Contraindication
from consult_app.clinical.decision_basis import basis
from consult_app.clinical.decisions import confirmed, decisions_to_review, is_outdated
from consult_app.clinical.facts import Facts
from consult_app.clinical.questions import Question
from consult_app.clinical.ruleset import Branch, ruleset
from consult_app.clinical.treatment import ways_ahead
from consult_app.clinical.verdict import Finding
from tests.clinical.cases import case, decision
from tests.clinical.random_clients import consultations
from tests.clinical.test_refused_entries import ENTRY, SOUND

AREA = "back_upper"
DOCTOR = {"role": "doctor", "prescriber": "yes", "medical_supervision": "yes"}
ME = Practitioner(name="Dr Amara Osei", role="doctor")
TWO_AREAS = [{"id": "back_upper", "area_cm2": 90}, {"id": "chest_upper", "area_cm2": 90}]


def tanned(**fields: Any) -> Consultation:
    answer = {"answer": "yes", "date": "2026-11-10", "areas": [AREA], "kind": "sun", **fields}
    return case(practitioner=DOCTOR, answers={"recent_tan_uv": answer})


def found(name: str, judged: Assessment) -> Finding:
    return next(finding for finding in judged.findings if finding.id == name)


def with_override(consultation: Consultation, catalogue: Catalogue, name: str = "recent_tan_uv") -> Consultation:
    """The finding overridden on its facts as they are."""
    finding = found(name, assess(consultation, catalogue))
    entry = Decision.model_validate(decision(finding.key, "override", "doctor", basis=finding.basis))
    return consultation.model_copy(update={"decisions": (entry,)})


def is_open(consultation: Consultation, catalogue: Catalogue) -> bool:
    ahead = ways_ahead(consultation, catalogue, assess(consultation, catalogue))
    return ahead[AREA].open_on(consultation.as_of)


def changed(consultation: Consultation, later: Consultation) -> Consultation:
    return later.model_copy(update={"decisions": consultation.decisions})


def test_an_override_counts_on_the_facts_it_was_recorded_on(catalogue: Catalogue) -> None:
    assert not is_open(tanned(), catalogue)
    assert is_open(with_override(tanned(), catalogue), catalogue)


@pytest.mark.parametrize("fields", [{"date": "2026-11-15"}, {"kind": "sunbed"}, {"areas": [AREA, "chest_upper"]}])
def test_a_changed_fact_brings_it_back_and_nothing_goes_ahead(fields: dict[str, Any], catalogue: Catalogue) -> None:
    before = with_override(tanned(), catalogue)
    later = changed(before, tanned(**fields))
    assert not is_open(later, catalogue)
    ((entry, finding),) = decisions_to_review(later, assess(later, catalogue).findings)
    assert (entry, finding.id) == (before.decisions[0], "recent_tan_uv")


def test_the_fact_as_it_was_lets_it_count_again(catalogue: Catalogue) -> None:
    before = with_override(tanned(), catalogue)
    assert is_open(changed(before, tanned()), catalogue)


def test_confirmed_it_counts_again_and_is_no_longer_to_be_reviewed(catalogue: Catalogue) -> None:
    later = changed(with_override(tanned(), catalogue), tanned(date="2026-11-15"))
    judged = assess(later, catalogue)
    ((entry, finding),) = decisions_to_review(later, judged.findings)
    again = later.model_copy(update={"decisions": (entry, confirmed(entry, finding, ME, later.as_of))})
    assert is_open(again, catalogue)
    assert decisions_to_review(again, judged.findings) == ()


def test_an_override_confirmed_is_theirs_who_confirms_it_and_a_clearance_keeps_its_name(catalogue: Catalogue) -> None:
    override = with_override(tanned(), catalogue).decisions[0]
    finding, today = found("recent_tan_uv", assess(tanned(), catalogue)), date(2026, 11, 20)
    theirs = confirmed(override, finding, ME, today)
    assert (theirs.by, theirs.role, theirs.date, theirs.reason) == ("Dr Amara Osei", "doctor", today, override.reason)
    clearance = override.model_copy(update={"kind": "clearance", "basis": "old"})
    assert confirmed(clearance, finding, ME, today) == clearance.model_copy(update={"basis": finding.basis})
    assert confirmed(override, finding, Practitioner(), today).by == override.by


@pytest.mark.parametrize("who", [Practitioner(name="Jo Lind"), Practitioner(role="nurse")])
def test_somebody_half_named_makes_no_override_their_own(who: Practitioner, catalogue: Catalogue) -> None:
    override = with_override(tanned(), catalogue).decisions[0]
    finding, today = found("recent_tan_uv", assess(tanned(), catalogue)), date(2026, 11, 20)
    again = confirmed(override.model_copy(update={"basis": "old"}), finding, who, today)
    assert again == override
    nurse = confirmed(override, finding, Practitioner(name="Jo Lind", role="nurse"), today)
    assert (nurse.by, nurse.role) == ("Jo Lind", "nurse")


def test_a_decision_for_another_place_or_of_another_kind_settles_nothing(catalogue: Catalogue) -> None:
    later = changed(with_override(tanned(), catalogue), tanned(date="2026-11-15"))
    judged = assess(later, catalogue)
    entry, now = later.decisions[0], found("recent_tan_uv", judged).basis
    for parts in ({"areas": (AREA,)}, {"kind": "clearance"}):
        both = later.model_copy(update={"decisions": (entry, entry.model_copy(update={"basis": now, **parts}))})
        assert [each for each, _ in decisions_to_review(both, judged.findings)] == [entry]


def test_what_the_rule_does_not_look_at_brings_nothing_back(catalogue: Catalogue) -> None:
    before = with_override(tanned(), catalogue)
    more = tanned(note="seen by Jo").model_copy(update={"reason_for_visit": "Scars", "areas": before.areas})
    later = changed(before, more)
    smoking = later.model_copy(update={"answers": {**later.answers, **case(answers={"smoking": "yes"}).answers}})
    assert is_open(later, catalogue)
    assert decisions_to_review(smoking, assess(smoking, catalogue).findings) == ()


def test_a_changed_rule_brings_it_back_and_new_words_do_not(catalogue: Catalogue) -> None:
    before = with_override(tanned(), catalogue)
    key = before.decisions[0].finding
    for parts, comes_back in (({"advice": "Put it in other words."}, False), ({"lifted_by": ("gp",)}, True)):
        rules = catalogue_with(catalogue, key, parts)
        finding = found("recent_tan_uv", assess(before, rules))
        assert is_outdated(before.decisions[0], finding) is comes_back
        assert is_open(before, rules) is not comes_back


def catalogue_with(catalogue: Catalogue, key: str, parts: dict[str, Any]) -> Catalogue:
    """The catalogue with one outcome put otherwise."""
    name, _, outcome_id = key.partition(".")

    def moved(entry: Any) -> Any:
        outcomes = tuple(each.model_copy(update=parts) if each.id == outcome_id else each for each in entry.outcomes)
        return entry.model_copy(update={"outcomes": outcomes})

    entries = tuple(moved(entry) if entry.id == name else entry for entry in catalogue.contraindications)
    return replace(catalogue, contraindications=entries)


def test_a_decision_without_a_basis_is_not_held_against_one(catalogue: Catalogue) -> None:
    plain = decision("recent_tan_uv", "override", "doctor")
    assert is_open(tanned().model_copy(update={"decisions": (Decision.model_validate(plain),)}), catalogue)


def test_findings_of_several_answers_rest_on_all_of_them(catalogue: Catalogue) -> None:
    both = [
        {"answer": "yes", "areas": ["back_upper"], "pustules": 2},
        {"answer": "yes", "areas": ["chest_upper"], "nodules": 1},
    ]
    findings = [
        finding
        for finding in assess(case(areas=TWO_AREAS, answers={"acne_active": both}), catalogue).findings
        if finding.id == "acne_active"
    ]
    by_key = {finding.key: {each.basis for each in findings if each.key == finding.key} for finding in findings}
    assert findings
    assert all(len(bases) == 1 for bases in by_key.values())


def basis_of(name: str, catalogue: Catalogue, **parts: Any) -> str:
    return found(name, assess(case(**parts), catalogue)).basis


def burnt(months: int, *more: dict[str, Any], area: str = "back_upper") -> list[dict[str, Any]]:
    scar = {"id": "burn_scar", "age_months": months, "flat": "yes", "grafted": "no", "size_cm2": 10}
    return [{"id": area, "area_cm2": 90, "concerns": [scar]}, *more]


def test_what_is_known_of_client_and_skin_counts_like_an_answer(catalogue: Catalogue) -> None:
    dark = [basis_of("fitzpatrick_4_6", catalogue, skin={"fitzpatrick": kind}) for kind in (4, 5)]
    assert dark[0] != dark[1]
    burned = {"sunburn": {"answer": "yes", "date": "2026-11-18", "settled": "no"}}
    skins = {basis_of("sunburn", catalogue, answers=burned, skin={"fitzpatrick": kind}) for kind in (1, 2, 2)}
    assert len(skins) == 2


def test_what_is_known_of_every_requested_area_counts(catalogue: Catalogue) -> None:
    belly = {"id": "abdomen", "area_cm2": 90, "concerns": [{"id": "stretch_marks"}]}
    requests = (burnt(24), burnt(30), burnt(24, belly), burnt(24, area="chest_upper"))
    bases = [basis_of("burn_scar", catalogue, areas=areas) for areas in requests]
    assert len(set(bases)) == len(bases)
    larger = [*burnt(24), belly | {"area_cm2": 200}]
    assert basis_of("burn_scar", catalogue, areas=larger) == bases[2]


def test_the_order_in_which_things_were_told_makes_no_difference(catalogue: Catalogue) -> None:
    belly = {"id": "abdomen", "area_cm2": 90, "concerns": [{"id": "stretch_marks"}]}
    one, other = burnt(24, belly), burnt(24, belly)[::-1]
    bases = {basis_of("burn_scar", catalogue, areas=areas) for areas in (one, other)}
    for ticked in (["apixaban", "warfarin"], ["warfarin", "apixaban"]):
        thinner = {"anticoagulant": {"answer": "yes", "product": ticked}}
        bases.add(basis_of("anticoagulant", catalogue, answers=thinner))
    assert len(bases) == 2


def test_a_note_in_free_words_brings_nothing_back(catalogue: Catalogue) -> None:
    taken = {"answer": "yes", "last_dose": "2026-09-12"}
    bases = {
        basis_of("isotretinoin_recent", catalogue, answers={"isotretinoin_recent": taken | note})
        for note in ({}, {"dose_note": "20 mg"}, {"dose_note": "40 mg"})
    }
    assert len(bases) == 1


def branch(**parts: Any) -> Branch:
    looks = [{"fact": "peel.product", "is": "strong"}, {"fact": "client.weight_kg", "at_least": 50}]
    looks += [{"fact": "area.id", "is": "back_upper"}, {"fact": "client.age", "at_least": 18}]
    waits = {"level": "defer", "scope": "area", "not_before": {"fact": "sun.date", "plus_days": 14}, "client": "Wait."}
    outcome = SOUND | waits | {"when": {"all": looks}}
    (rule,) = ruleset([Contraindication.model_validate(ENTRY | {"outcomes": [outcome]} | parts)])
    return rule.branches[0]


def facts(**parts: Any) -> Facts:
    questions = {name: Question(id=name, label=name, text="?", row=1, critical=False) for name in ("peel", "sun")}
    given: dict[str, Any] = {
        "client.weight_kg": (64,),
        "client.date_of_birth": (date(1991, 4, 2),),
        "area.id": ("back_upper",),
    }
    known: dict[str, Any] = {
        "as_of": date(2026, 11, 20),
        "questions": questions,
        "answers": {"peel": (Answer(answer="yes"),), "sun": (Answer(answer="no"),)},
        "given": given,
        "areas": {"back_upper": {"area.id": ("back_upper",)}},
    }
    return Facts(**known | parts)


def test_the_digest_stays_the_same_from_one_version_of_the_program_to_the_next() -> None:
    """Decisions on record carry it: another way to write it down would bring every one of them back."""
    assert basis(branch(), facts()) == "43554f42117d8912b33900113bc6399747046aef5362c59cae84b17b9653da4d"


def test_the_day_a_rule_counts_from_and_where_an_answer_lies_are_part_of_it() -> None:
    burned = {"peel": (Answer(answer="yes"),), "sun": (Answer(answer="yes"),)}
    placed = branch(places={"field": "site", "areas": {"lips": ("face_perioral",)}})
    again = {"peel": (Answer(answer="yes"), Answer(answer="yes")), "sun": (Answer(answer="no"),)}
    told = [basis(branch(), facts()), basis(branch(), facts(answers=burned)), basis(placed, facts())]
    assert len({*told, basis(branch(), facts(answers=again))}) == 4


@given(weight=st.integers(40, 120))
def test_the_basis_is_the_same_however_a_number_is_written(weight: int, catalogue: Catalogue) -> None:
    whole = tanned().client.model_copy(update={"weight_kg": weight})
    typed = [
        tanned().model_copy(update={"client": whole.model_copy(update={"weight_kg": w})})
        for w in (weight, float(weight))
    ]
    one, other = ({(f.key, f.basis) for f in assess(each, catalogue).findings} for each in typed)
    assert one == other


def test_a_birthday_does_not_bring_a_decision_back(catalogue: Catalogue) -> None:
    born = {"date_of_birth": "2007-11-21", "sex_at_birth": "female", "weight_kg": 64, "height_cm": 168}
    days = [case(as_of=day, client=born) for day in ("2026-11-20", "2026-11-22")]
    one, other = ({f.key: f.basis for f in assess(each, catalogue).findings} for each in days)
    assert one
    assert one == other


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_was_decided_on_other_facts_never_opens_anything(data: st.DataObject, catalogue: Catalogue) -> None:
    value = data.draw(consultations(catalogue))
    judged = assess(value, catalogue)
    stale = tuple(
        Decision(
            finding=finding.key,
            kind=data.draw(st.sampled_from(["clearance", "override"])),
            by="Dr Ian Whitcombe",
            role=(finding.lifted_by or ("doctor",))[0],
            date=value.as_of,
            reason="Agreed on the telephone",
            basis="of other facts",
        )
        for finding in judged.findings
    )
    without, with_stale = (value.model_copy(update={"decisions": each}) for each in ((), stale))
    assert ways_ahead(with_stale, catalogue, judged) == ways_ahead(without, catalogue, judged)
    fresh = tuple(confirmed(each, finding, Practitioner(), value.as_of) for each, finding in _about(stale, judged))
    with_fresh = value.model_copy(update={"decisions": fresh})
    without_basis = tuple(each.model_copy(update={"basis": ""}) for each in fresh)
    plain = value.model_copy(update={"decisions": without_basis})
    assert ways_ahead(with_fresh, catalogue, judged) == ways_ahead(plain, catalogue, judged)


def _about(decisions: tuple[Decision, ...], judged: Assessment) -> list[tuple[Decision, Finding]]:
    return list(zip(decisions, judged.findings, strict=True))
