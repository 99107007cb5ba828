"""A returning client's history: which earlier answers come along, and that none of them is an answer yet."""

from collections.abc import Callable

from consult_app.records.store import Records
from consult_app.records.values import Header, Progress
from tests.records.sessions import WHO, opened, ready

PLAN = Progress("history")


def test_a_returning_clients_answers_come_from_the_latest_finished_consultation(
    records: Records, finish: Callable[[Records, int, int], Header]
) -> None:
    first = opened(records, ready(answers={"smoking": "yes"}, remaining_answers=None))
    assert first.carried is None
    finish(records, first.id, first.revision)
    client = records.client("C-0001")
    unfinished = records.start_consultation(client, ready(answers={"smoking": "no"}), PLAN)
    third = records.start_consultation(client, ready(answers={}, as_of="2026-12-01"), PLAN)
    for later in (unfinished, third):
        assert later.carried is not None
        assert (later.carried.as_of, later.carried.answers["smoking"][0].answer) == (first.header.as_of, "yes")
    assert third.consultation.answers == {}
    assert records.load(third.id).carried == third.carried


def test_without_a_finished_one_the_latest_is_carried_over(records: Records) -> None:
    opened(records, ready(answers={"smoking": "yes"}))
    client = records.client("C-0001")
    records.start_consultation(client, ready(answers={"smoking": "no"}), PLAN)
    third = records.start_consultation(client, ready(), PLAN)
    assert third.carried is not None
    assert third.carried.answers["smoking"][0].answer == "no"
    assert third.carried.remaining_denied


def test_a_draft_given_a_known_client_takes_up_their_history(records: Records) -> None:
    opened(records, ready(answers={"smoking": "yes"}))
    known = records.client("C-0001")
    draft = opened(records, ready(client={**WHO, "name": "Mari Vega"}))
    assert records.load(draft.id).carried is None
    records.save(draft.id, draft.consultation.model_copy(update={"client": known.details}), draft.revision, PLAN)
    carried = records.load(draft.id).carried
    assert carried is not None
    assert carried.answers["smoking"][0].answer == "yes"
