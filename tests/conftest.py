"""What all tests share: the program's own knowledge, read once."""

import pytest
from hypothesis import settings

from consult_app.clinical.catalogue import Catalogue
from consult_app.knowledge.loader import catalogue_or_error

settings.register_profile("steady", derandomize=True, database=None)
settings.load_profile("steady")
"""The same examples in every run, so that a check fails for what was changed; --hypothesis-profile=default looks on."""


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The knowledge the program ships, with a practice that has set nothing."""
    return catalogue_or_error()
