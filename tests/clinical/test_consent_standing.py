"""Consent: when it may be signed, what it covers, and what asks for a new one; unknown never opens it."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consent import AgreedArea, Consent, ConsentScope, scope_of
from consult_app.clinical.consent_standing import (
    ConsentStanding,
    KnownConsent,
    SessionConsent,
    consent_standing,
    lock_of,
    scope_on,
    signing_lock,
)
from consult_app.clinical.decisions import GoAhead
from consult_app.clinical.summary import Summary, summarise
from consult_app.clinical.treatment_day import treatment_day
from consult_app.clinical.treatment_record import TreatmentRecord
from consult_app.clinical.treatment_review import review
from tests.clinical.cases import RECENT, THINNER, case, decision
from tests.records.sessions import full, ready

TODAY = dt.date(2026, 11, 20)
BOOKED = {"date": "2026-11-20"}
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))
AREAS = st.lists(
    st.builds(
        AgreedArea,
        key=st.sampled_from(["back_upper", "shoulders.left", "face_cheeks"]),
        name=st.just("Area"),
        deepest_mm=st.sampled_from([0.5, 1.0, 1.5]),
    ),
    max_size=3,
    unique_by=lambda area: area.key,
).map(tuple)
SCOPES = st.builds(
    ConsentScope,
    areas=AREAS,
    device=st.sampled_from(["", "needling pen", "needling stamp"]),
    risks=st.lists(st.sampled_from(["Redness", "Dark marks", "Scars"]), unique=True).map(tuple),
)
KNOWN = st.lists(
    st.builds(
        KnownConsent,
        id=st.integers(1, 50),
        date=DAYS,
        scope=SCOPES,
        confirmed=st.lists(DAYS, max_size=3).map(tuple),
        withdrawn=st.none() | DAYS,
    ),
    max_size=4,
    unique_by=lambda each: each.id,
)
WAYS = st.builds(
    GoAhead,
    planned=st.booleans(),
    waits_for=st.lists(st.just("a letter"), max_size=1).map(tuple),
    earliest=st.none() | DAYS,
    unanswered=st.booleans(),
)


def told(catalogue: Catalogue, **parts: Any) -> Summary:
    return summarise(case(**({"session": BOOKED} | parts)), catalogue)


def given_on(day: dt.date, scope: ConsentScope, **parts: Any) -> KnownConsent:
    return replace(KnownConsent(1, day, scope), **parts)


def test_it_may_be_signed_on_the_day_of_the_first_needling(catalogue: Catalogue) -> None:
    assert signing_lock(told(catalogue)) == ""
    assert "24 Nov 2026" in signing_lock(told(catalogue, session={"date": "2026-11-24"}))


def test_the_test_patch_counts_as_the_first_needling(catalogue: Catalogue) -> None:
    patched = told(catalogue, skin={"fitzpatrick": 5})
    first = next(visit for visit in patched.plan.visits if visit.kind == "test_patch")
    assert (signing_lock(patched) == "") == (first.date == TODAY)


def test_an_area_that_waits_or_is_not_answered_locks_it_by_name(catalogue: Catalogue) -> None:
    assert signing_lock(told(catalogue, session=None, answers=RECENT))
    unanswered = told(catalogue, remaining_answers=None)
    assert signing_lock(unanswered)


def test_a_recorded_clearance_opens_it(catalogue: Catalogue) -> None:
    letter = decision("anticoagulant", "clearance", "prescriber")
    waiting, cleared = told(catalogue, answers=THINNER), told(catalogue, answers=THINNER, decisions=[letter])
    assert "Not yet: Upper back" in signing_lock(waiting)
    assert signing_lock(cleared) == ""


@given(st.lists(st.tuples(st.just("Area"), WAYS), max_size=3), st.none() | DAYS, DAYS)
def test_nothing_unknown_or_shut_ever_unlocks_the_signing(
    planned: list[tuple[str, GoAhead]], first: dt.date | None, day: dt.date
) -> None:
    if lock_of(planned, first, day) == "":
        assert planned
        assert first == day
        assert all(way.open_on(day) and way.planned and not way.unanswered for _, way in planned)


@given(KNOWN, SCOPES, DAYS)
def test_only_a_consent_signed_or_confirmed_that_day_for_all_of_it_stands(
    known: list[KnownConsent], scope: ConsentScope, day: dt.date
) -> None:
    found = consent_standing(known, scope, day)
    if not found.stands:
        return
    assert found.consent is not None
    agreed = {area.key: area.deepest_mm for area in found.consent.scope.areas}
    assert day in (found.consent.date, *found.consent.confirmed)
    assert found.consent.withdrawn is None or found.consent.withdrawn > day
    assert scope.areas
    assert scope.device == found.consent.scope.device != ""
    assert all(area.deepest_mm <= agreed[area.key] for area in scope.areas)
    assert set(scope.risks) <= set(found.consent.scope.risks)


@given(KNOWN, SCOPES, DAYS)
def test_withdrawing_the_newest_always_ends_it(known: list[KnownConsent], scope: ConsentScope, day: dt.date) -> None:
    given = [each for each in known if each.date <= day]
    if given:
        newest = max(given, key=lambda each: each.id)
        ended = [replace(each, withdrawn=day) if each == newest else each for each in known]
        assert consent_standing(ended, scope, day).state == "withdrawn"


@given(KNOWN, SCOPES, SCOPES, DAYS)
def test_planning_more_never_makes_a_consent_stand(
    known: list[KnownConsent], scope: ConsentScope, more: ConsentScope, day: dt.date
) -> None:
    grown = scope.model_copy(
        update={
            "areas": scope.areas + tuple(area for area in more.areas if scope.area(area.key) is None),
            "risks": tuple(dict.fromkeys(scope.risks + more.risks)),
        }
    )
    if scope.areas and not consent_standing(known, scope, day).may_stand:
        assert not consent_standing(known, grown, day).may_stand


def test_a_consent_of_today_stands_and_a_later_visit_asks_for_one_tick(catalogue: Catalogue) -> None:
    scope, later = scope_of(told(catalogue)), dt.date(2027, 1, 5)
    assert consent_standing([given_on(TODAY, scope)], scope, TODAY).state == "signed"
    assert consent_standing([given_on(TODAY, scope)], scope, later).state == "to_confirm"
    assert consent_standing([given_on(TODAY, scope, confirmed=(later,))], scope, later).state == "confirmed"
    assert consent_standing([], scope, TODAY).state == "missing"
    assert consent_standing([given_on(later, scope)], scope, TODAY).state == "missing"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"areas": (AgreedArea(key="neck", name="Neck", deepest_mm=0.5),)}, "Neck is new."),
        ({"areas": (AgreedArea(key="back_upper", name="Upper back", deepest_mm=4.0),)}, "up to 4.00 mm now"),
        ({"device": "needling roller"}, "The device is another: needling roller."),
        ({"device": ""}, "The device is not known."),
        ({"risks": ("Something new",)}, "One risk is new or worded anew."),
        ({"risks": ("Something", "Something else")}, "2 risks are new"),
        ({"areas": ()}, "No area is planned."),
    ],
)
def test_what_is_new_asks_for_a_new_consent_in_words(catalogue: Catalogue, change: dict[str, Any], said: str) -> None:
    scope = scope_of(told(catalogue))
    found = consent_standing([given_on(TODAY, scope)], scope.model_copy(update=change), TODAY)
    assert (found.state, found.stands) == ("outgrown", False)
    assert said in found.words


def test_a_new_consent_takes_the_place_of_a_withdrawn_one_and_never_the_other_way_round(catalogue: Catalogue) -> None:
    scope = scope_of(told(catalogue))
    old = given_on(TODAY, scope, withdrawn=TODAY)
    assert "withdrew" in consent_standing([old], scope, TODAY).words
    assert consent_standing([old, given_on(TODAY, scope, id=2)], scope, TODAY).stands
    assert not consent_standing([given_on(TODAY, scope), replace(old, id=2)], scope, TODAY).stands


def test_the_scope_of_a_form_covers_the_session_of_its_day_and_a_depth_set_by_hand_counts(catalogue: Catalogue) -> None:
    shallow = {"plan": {"depth_mm": {"back_upper": 0.5}}}
    for parts in ({}, shallow, {"skin": {"fitzpatrick": 5}}):
        value = case(session=BOOKED, **parts)
        summary = summarise(value, catalogue)
        today = treatment_day(value, catalogue, TODAY)
        needed = scope_on(summary, today)
        found = consent_standing([given_on(TODAY, scope_of(summary))], needed, TODAY)
        assert found == ConsentStanding(TODAY, "signed", (), found.consent)
    agreed = scope_of(told(catalogue, **shallow))
    assert (
        "the consent says 0.50 mm"
        in consent_standing([given_on(TODAY, agreed)], scope_of(told(catalogue)), TODAY).words
    )


def test_a_consent_without_strokes_area_device_or_name_cannot_be_made() -> None:
    scope = {"areas": [{"key": "neck", "name": "Neck", "deepest_mm": 0.5}], "device": "needling pen"}
    good: dict[str, Any] = {"date": "2026-11-20", "name": "Marisol Vega", "witness": "Jo Brennan", "scope": scope}
    Consent.model_validate(good | {"way": "paper"})
    Consent.model_validate(good | {"way": "strokes", "strokes": [[[0.1, 0.2], [0.3, 0.1]]]})
    for wrong in (
        {"way": "strokes"},
        {"way": "paper", "strokes": [[[0.1, 0.2]]]},
        {"way": "strokes", "strokes": [[]]},
        {"way": "strokes", "strokes": [[[0.1, 1.2]]]},
        {"way": "paper", "name": ""},
        {"way": "paper", "scope": {"areas": [], "device": "needling pen"}},
        {"way": "paper", "scope": scope | {"device": ""}},
    ):
        with pytest.raises(ValidationError):
            Consent.model_validate(good | wrong)


def session(**parts: Any) -> TreatmentRecord:
    return TreatmentRecord.model_validate(
        {"date": "2026-11-20", "areas": [{"key": "back_upper", "depth_mm": 0.75}]} | parts
    )


def test_a_session_stands_by_the_areas_and_the_device_it_records(catalogue: Catalogue) -> None:
    value = case(session=BOOKED)
    scope = scope_of(summarise(value, catalogue))
    consent = SessionConsent(scope, (given_on(TODAY, scope),))
    assert consent.standing(session(), value, catalogue).state == "signed"
    assert consent.standing(session(areas=[]), value, catalogue).state == "signed"
    added = consent.standing(session(areas=[{"key": "neck"}]), value, catalogue)
    other = consent.standing(session(device={"kind": "roller"}), value, catalogue)
    assert "is new" in added.words
    assert "needling roller" in other.words
    unknown = SessionConsent(None, consent.known).standing(session(), value, catalogue)
    assert not unknown.may_stand


def test_a_session_without_a_standing_consent_cannot_be_signed(catalogue: Catalogue) -> None:
    value = ready()
    day = treatment_day(value, catalogue, TODAY)
    scope = scope_of(summarise(value, catalogue))
    for known, may in (
        ((), False),
        ((given_on(TODAY, scope),), True),
        ((given_on(TODAY, scope, withdrawn=TODAY),), False),
        ((given_on(dt.date(2026, 10, 1), scope),), False),
        ((given_on(dt.date(2026, 10, 1), scope, confirmed=(TODAY,)),), True),
    ):
        standing = SessionConsent(scope, known).standing(full(), value, catalogue)
        looked = review(full(), day, value, catalogue, consent=standing)
        assert looked.may_sign == may
        assert [remark.place for remark in looked.missing] == ([] if may else ["arrival.consent"])


def test_needling_deeper_than_agreed_is_said_and_may_be_signed_with_a_reason(catalogue: Catalogue) -> None:
    value = ready(plan={"depth_mm": {"back_upper": 0.5}})
    day = treatment_day(value, catalogue, TODAY)
    scope = scope_of(summarise(value, catalogue))
    standing = SessionConsent(scope, (given_on(TODAY, scope),)).standing(full(), value, catalogue)
    looked = review(full(outside_because="Set too deep"), day, value, catalogue, consent=standing)
    assert "0.75 mm is deeper than the client agreed to, 0.5 mm" in " ".join(each.text for each in looked.outside)
    assert looked.may_sign
