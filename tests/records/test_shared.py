"""What the rooms share has one version in force."""

import pytest

from consult_app.records.shared import put_shared, shared
from consult_app.records.store import Records
from consult_app.records.values import StaleRevisionError


def test_a_text_is_replaced_only_by_who_saw_it(records: Records) -> None:
    run, read = records.transactions.run, records.transactions.read
    assert read("look", shared, "clinic.yaml") is None
    first = run("put", put_shared, "clinic.yaml", "format: 1", 0)
    second = run("put", put_shared, "clinic.yaml", "format: 1 # ours", first.revision)
    assert (first.revision, second.revision) == (1, 2)
    assert read("look", shared, "clinic.yaml") == second
    for seen in (0, 1, 3):
        with pytest.raises(StaleRevisionError, match="Another room"):
            run("put", put_shared, "clinic.yaml", "other", seen)
    assert read("look", shared, "clinic.yaml") == second
