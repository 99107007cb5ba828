"""Draws every screen in all its states, to be looked at: `python -m tests.ui.screens OUTDIR [--only NAME] ...`.

To add one, write a function that brings the stage there and returns what to look at, and list it where it belongs.
"""

import argparse
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from consult_app.ui.theme import ThemeName
from tests.ui.screen_stage import SIZES, Stage, picture
from tests.ui.screens_consultation import CONSULTATION
from tests.ui.screens_dialogs import DIALOGS
from tests.ui.screens_gate import GATE
from tests.ui.screens_places import PLACES

THEMES: tuple[ThemeName, ...] = ("light", "dark")
TEXT_SIZES = (100, 130, 200)


@dataclass(frozen=True)
class Screen:
    """One screen in one state; ``open`` brings the stage there."""

    name: str
    open: Callable[[Stage], QWidget]


SCREENS: tuple[Screen, ...] = (
    *(Screen(each.__name__, each) for each in GATE),
    *(Screen(each.__name__, each) for each in PLACES),
    *(Screen(name, each) for name, each in CONSULTATION.items()),
    *(Screen(f"dialog_{each.__name__}", each) for each in DIALOGS),
)


def draw(
    folder: Path,
    only: Sequence[str] = (),
    sizes: Sequence[tuple[int, int]] = SIZES,
    themes: Sequence[ThemeName] = THEMES,
    texts: Sequence[int] = TEXT_SIZES,
) -> int:
    """Write one picture for each screen, size, theme and text size; how many."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    stage, drawn = Stage(qt), 0
    for text in texts:
        stage.dress(themes[0], text / 100)
        for screen in (each for each in SCREENS if not only or any(word in each.name for word in only)):
            for size in sizes:
                stage.resize(size)
                shown = screen.open(stage)
                for theme in themes:
                    stage.dress(theme, text / 100)
                    stage.settle()
                    name = f"{screen.name}-{size[0]}-{text}-{theme}.png"
                    drawn += picture(shown).save(str(folder / name))
                stage.dress(themes[0], text / 100)
                stage.clear()
    stage.close()
    return drawn


def _size(words: str) -> tuple[int, int]:
    width, height = words.split("x")
    return int(width), int(height)


def main() -> None:
    """Read the command line and draw."""
    reader = argparse.ArgumentParser(prog="python -m tests.ui.screens", description=__doc__.splitlines()[0])
    reader.add_argument("folder", type=Path)
    reader.add_argument("--only", action="append", default=[], help="part of a screen's name; again for more")
    reader.add_argument("--size", action="append", type=_size, help="such as 1280x800; again for more")
    reader.add_argument("--theme", action="append", choices=THEMES)
    reader.add_argument("--text", action="append", type=int, choices=(100, 115, 130, 150, 200))
    given = reader.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    draw(given.folder, given.only, given.size or SIZES, given.theme or THEMES, given.text or TEXT_SIZES)
    os._exit(0)  # Qt's threads need no farewell once the pictures are written


if __name__ == "__main__":
    main()
