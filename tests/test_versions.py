"""The program's version and the packages it needs, as their own descriptions state them."""

from consult_app.versions import own_version, packages


def test_every_package_has_a_name_a_version_and_words_on_its_licence() -> None:
    found = {package.name: package for package in packages()}
    assert {"reportlab", "pydantic", "PySide6_Essentials"} <= set(found)
    assert all(package.version and package.licence for package in found.values())
    assert found["pydantic"].licence == "MIT"
    assert found["PySide6_Essentials"].licence.startswith("LGPL-3.0-only")
    assert list(found) == sorted(found, key=str.lower)


def test_the_program_knows_its_own_version() -> None:
    assert own_version()[0].isdigit()
