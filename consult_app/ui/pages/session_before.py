"""Before anything touches the skin: what was asked again, looked at and agreed to."""

from consult_app.ui.pages.session_parts import SessionPart
from consult_app.ui.session_state import SessionState
from consult_app.ui.widgets.choice_field import CheckBox

TICKS = (
    ("asked_again", "The must-ask questions were asked again: nothing new"),
    ("field_seen", "The whole field was looked at"),
    ("consent", "The client consents to this session"),
)


class BeforePart(SessionPart):
    """Three ticks, none of them made for anybody."""

    def __init__(self, state: SessionState) -> None:
        super().__init__(state, "Before")
        self.boxes: dict[str, CheckBox] = {}
        for name, words in TICKS:
            box = self.boxes[name] = self.places[f"arrival.{name}"] = CheckBox(words)
            box.setObjectName(f"arrival_{name}")
            box.setAccessibleName(words)
            box.clicked.connect(self._tick)
            self.add(box)
        self.refresh()

    def refresh(self) -> None:
        """Show the ticks."""
        for name, box in self.boxes.items():
            box.setChecked(getattr(self.state.record.arrival, name) == "yes")

    def _tick(self) -> None:
        said = {name: "yes" if box.isChecked() else None for name, box in self.boxes.items()}
        self.state.update(arrival=self.state.record.arrival.model_copy(update=said))
