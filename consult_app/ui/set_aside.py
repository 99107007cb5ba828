"""The notice on Today when the clinic's file was changed in two rooms: the other counts, and this one is kept."""

from consult_app.ui.widgets.notices import ErrorPanel


def set_aside_panel(name: str) -> ErrorPanel:
    """The notice, which somebody who has read it closes; ``name`` is that of the file kept."""
    line = (
        f"It was changed there before it was changed here, so that one counts. What was changed here is kept as {name} "
        "in the practice's folder; put into clinic.yaml what is still wanted of it."
    )
    panel = ErrorPanel("Another room changed the clinic's file", line, (("close", "I have read this"),))
    panel.setObjectName("set_aside")
    panel.acted.connect(lambda _act: panel.hide())
    return panel
