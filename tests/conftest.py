"""What all tests share: the program's own knowledge, read once."""

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.knowledge.loader import catalogue_or_error


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The knowledge the program ships, with a practice that has set nothing."""
    return catalogue_or_error()
