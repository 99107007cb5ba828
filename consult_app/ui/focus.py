"""What has the keyboard is always in sight."""

from PySide6.QtWidgets import QScrollArea, QWidget


def bring_into_sight(here: QWidget) -> None:
    """Scroll to a control that lies out of sight: Qt does so within one scrolling part, not where Tab enters it."""
    above = here.parentWidget() if here.visibleRegion().isEmpty() else None
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(here)
        above = above.parentWidget()
