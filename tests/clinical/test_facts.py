"""Facts: what a date that is none counts as, and what nobody defines."""

import pytest

from consult_app.clinical.assessment import assess, gather
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.truths import Unknown
from tests.clinical.cases import case


def test_a_date_that_is_none_is_not_known_and_never_assumed(catalogue: Catalogue) -> None:
    given = case(answers={"isotretinoin_recent": {"answer": "yes", "last_dose": "in spring"}})
    missing = Unknown("isotretinoin_recent.last_dose", assumable=False)
    assert gather(given, catalogue).values("isotretinoin_recent.last_dose") == (missing,)
    assert assess(given, catalogue).outcome == "incomplete"


def test_a_detail_nobody_defines_is_an_error_and_no_value(catalogue: Catalogue) -> None:
    facts = gather(case(), catalogue)
    with pytest.raises(KeyError, match=r"pregnancy\.weeks"):
        facts.values("pregnancy.weeks")
