"""What all tests share: the program's own knowledge, read once, and a database server of their own."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from consult_app.clinical.catalogue import Catalogue
from consult_app.knowledge.loader import catalogue_or_error
from tests.postgres.cluster import Server, shared_server

settings.register_profile("steady", derandomize=True, database=None)
settings.load_profile("steady")
"""The same examples in every run, so that a check fails for what was changed; --hypothesis-profile=default looks on."""


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The knowledge the program ships, with a practice that has set nothing."""
    return catalogue_or_error()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for this test run alone."""
    with shared_server(os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))) as running:
        if running is None:
            pytest.skip("wants PostgreSQL: install the server's programs")
        yield running


@pytest.fixture(scope="session")
def practice_database(server: Server) -> str:
    """A database with a practice's tables, for the tests of this process to fill and empty."""
    return server.template(f"records_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}")


@pytest.fixture
def empty_database(server: Server, practice_database: str) -> Iterator[str]:
    """The address of a database on the server that has nothing in it."""
    with server.database(f"{practice_database}_empty") as url:
        yield url
