"""The notice on Today when a changed clinic's file does not count, or does not yet."""

from consult_app.records.clinic_copy import SetAside
from consult_app.ui.widgets.notices import ErrorPanel


def set_aside_panel(aside: SetAside) -> ErrorPanel:
    """The notice, which somebody who has read it closes."""
    panel = ErrorPanel(aside.title, aside.line, (("close", "I have read this"),))
    panel.setObjectName("set_aside")
    panel.acted.connect(lambda _act: panel.hide())
    return panel
