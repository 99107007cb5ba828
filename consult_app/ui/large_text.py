"""When text is so large that columns no longer stand side by side."""

from consult_app.ui.theme import current_theme

LARGE_TEXT = 1.3


def is_large() -> bool:
    """Whether forms put their parts under each other."""
    return current_theme().scale >= LARGE_TEXT
