"""Whether a test that is named really exists: its file is parsed, nothing is run."""

import ast
from functools import cache
from pathlib import Path

from tests.safety.hazards import ROOT


@cache
def tests_in(path: Path) -> frozenset[str]:
    """The tests a file defines: ``test_x``, and ``TestY`` and ``TestY::test_x`` for classes."""
    found: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            methods = [each.name for each in node.body if isinstance(each, ast.FunctionDef)]
            found |= {node.name, *(f"{node.name}::{name}" for name in methods if name.startswith("test_"))}
    return frozenset(found)


def exists(name: str, root: Path = ROOT) -> bool:
    """Whether ``tests/…/test_x.py``, with or without ``::test_name``, is a file of tests, or a test in one."""
    file, _, test = name.partition("::")
    path = root / file
    if not (file.startswith("tests/") and path.name.startswith("test_") and path.suffix == ".py" and path.is_file()):
        return False
    return test in tests_in(path) if test else bool(tests_in(path))
