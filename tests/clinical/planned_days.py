"""What holds of every plan, whatever the client: each day with needles, judged as that day, is open."""

from datetime import date, timedelta
from typing import Any

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.course import TreatmentPlan, Visit
from consult_app.clinical.planning import test_patches as patches_of
from consult_app.clinical.scheduling import WEEKDAYS, watched_until
from consult_app.clinical.treatment import circumstances, plan_course, ways_ahead
from tests.clinical.cases import case


def plan_of(consultation: Consultation, catalogue: Catalogue) -> TreatmentPlan:
    """The plan as the program makes it."""
    judged = assess(consultation, catalogue)
    return plan_course(consultation, catalogue, judged, ways_ahead(consultation, catalogue, judged))


def planned(catalogue: Catalogue, **parts: Any) -> TreatmentPlan:
    """The plan of a case, after every day in it was judged."""
    consultation = case(**parts)
    plan = plan_of(consultation, catalogue)
    hold(consultation, catalogue, plan)
    return plan


def hold(consultation: Consultation, catalogue: Catalogue, plan: TreatmentPlan) -> None:
    """No visit with needles of this plan, or of any course it offers, breaks a rule or a limit."""
    for each in (plan, *(offer.plan for offer in plan.offers)):
        for visit in needled(each):
            _open_that_day(consultation, catalogue, visit)
        _calendar_kept(consultation, catalogue, each)
        _intervals_kept(each)
        _patch_watched(consultation, catalogue, each)


def needled(plan: TreatmentPlan) -> list[Visit]:
    """The dated visits on which skin is needled."""
    return [visit for visit in plan.visits if visit.date and visit.kind != "review"]


def days(plan: TreatmentPlan, kind: str = "session") -> list[date]:
    """The days of one kind of visit."""
    return [visit.date for visit in plan.visits if visit.kind == kind and visit.date]


def _open_that_day(consultation: Consultation, catalogue: Catalogue, visit: Visit) -> None:
    assert visit.date
    then = consultation.model_copy(update={"as_of": visit.date})
    ahead = ways_ahead(then, catalogue, assess(then, catalogue))
    for area in visit.areas:
        assert ahead[area.key].open_on(visit.date), (visit.date, area.key, ahead[area.key])


def _calendar_kept(consultation: Consultation, catalogue: Catalogue, plan: TreatmentPlan) -> None:
    clinic = catalogue.practice.practice
    for visit in plan.visits:
        if visit.date:
            assert visit.date >= consultation.as_of
            assert not any(span.start <= visit.date <= span.end for span in consultation.avoid)
            assert visit.date not in clinic.closed
            assert not clinic.opening_hours or WEEKDAYS[visit.date.weekday()] in clinic.opening_hours
        else:
            assert visit.waits_for
            assert all(reason.text for reason in visit.waits_for)


def _intervals_kept(plan: TreatmentPlan) -> None:
    sessions = [visit for visit in needled(plan) if visit.kind == "session"]
    gaps = [later - one for one, later in zip(days(plan), days(plan)[1:], strict=False)]
    assert all(gap >= timedelta(days=14) for gap in gaps)
    for index, later in enumerate(sessions):
        for one in sessions[:index]:
            assert one.date
            assert later.date
            for area in later.areas:
                same = [a for a in one.areas if a.key == area.key and (a.part == area.part or one.number == 1)]
                if same and one.number < later.number:
                    assert (later.date - one.date).days >= (plan.interval_days or 0)


def _patch_watched(consultation: Consultation, catalogue: Catalogue, plan: TreatmentPlan) -> None:
    case_ = circumstances(consultation, catalogue, assess(consultation, catalogue))
    watches = patches_of(case_, catalogue.planning)
    patch = days(plan, "test_patch")
    if not watches or not plan.visits:
        return
    assert not days(plan) or patch
    assert all(day >= watched_until(patch[0], watches) for day in days(plan))
