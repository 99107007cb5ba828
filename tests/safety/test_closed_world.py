"""The program looks at no picture of a client and speaks to no network."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import consult_app
from consult_app.clinical.consultation import Consultation

PROGRAM = Path(consult_app.__file__).parent
PICTURES = {"PIL", "cv2", "numpy", "scipy", "skimage", "imageio", "torch", "tensorflow", "onnxruntime", "sklearn"}
PICTURE_CLASSES = {"QImageReader", "QCamera", "QMediaCaptureSession"}
NETWORK = {"socket", "ssl", "http", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "urllib3", "websockets"}
NETWORK_MODULES = {"urllib.request", "PySide6.QtNetwork", "PySide6.QtWebEngineWidgets", "PySide6.QtWebSockets"}


def imports(source: str) -> Iterator[str]:
    """Every module and name a source imports, with its full path."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


def forbidden(source: str, roots: set[str], exact: set[str]) -> list[str]:
    """What a source imports of packages, and of modules or classes, that it must not."""
    return [
        name
        for name in imports(source)
        if name.partition(".")[0] in roots or name in exact or name.rpartition(".")[2] in exact
    ]


def found(roots: set[str], exact: set[str]) -> dict[str, list[str]]:
    files = {str(path.relative_to(PROGRAM)): path.read_text("utf-8") for path in PROGRAM.rglob("*.py")}
    assert len(files) > 100
    return {name: bad for name, source in files.items() if (bad := forbidden(source, roots, exact))}


def test_no_module_can_analyse_a_picture() -> None:
    assert found(PICTURES, PICTURE_CLASSES) == {}


def test_a_consultation_has_no_place_for_a_picture() -> None:
    schema = str(Consultation.model_json_schema()).lower()
    assert [word for word in ("photo", "image", "picture", "'binary'", "base64") if word in schema] == []


def test_no_module_speaks_to_a_network() -> None:
    assert found(NETWORK, NETWORK_MODULES) == {}


@pytest.mark.parametrize(
    "source",
    ["import socket", "from urllib.request import urlopen", "from PySide6 import QtNetwork", "import http.client"],
)
def test_an_import_of_a_network_would_be_found(source: str) -> None:
    assert forbidden(source, NETWORK, NETWORK_MODULES)
