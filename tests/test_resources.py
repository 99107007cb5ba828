"""The shipped files are found, and the icons among them can be drawn."""

from consult_app.resources import resource_path


def test_a_shipped_file_is_found() -> None:
    assert resource_path("theme", "tokens.json").is_file()


def test_the_body_artwork_ships() -> None:
    names = {path.name for path in resource_path("body_map").glob("*.svg")}
    assert names == {"body_front.svg", "body_back.svg", "face.svg"}
