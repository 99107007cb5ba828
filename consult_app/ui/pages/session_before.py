"""Before anything touches the skin: what was asked again, looked at and agreed to."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.clinical.consent_standing import ConsentStanding
from consult_app.clinical.treatment_review import CONSENT
from consult_app.ui.pages.session_parts import SessionPart
from consult_app.ui.session.session_state import SessionState
from consult_app.ui.theme import Outcome
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import CheckBox
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.notices import NoticeLine
from consult_app.ui.widgets.text import label

TICKS = (
    ("asked_again", "The must-ask questions were asked again: nothing new"),
    ("field_seen", "The whole field was looked at"),
    ("consent", "The client consents to this session"),
)
SIGN = "Sign consent"
TITLES = {
    "missing": "Consent is missing",
    "outgrown": "Consent no longer covers this",
    "withdrawn": "Consent withdrawn",
}


class BeforePart(SessionPart):
    """Three ticks, none of them made for anybody; the last needs a consent that covers the session.

    ``confirm_wanted`` asks to note that the client still agrees, ``sign_wanted`` to let them sign.
    """

    confirm_wanted = Signal()
    sign_wanted = Signal()

    def __init__(self, state: SessionState) -> None:
        super().__init__(state, "Before")
        self.boxes: dict[str, CheckBox] = {}
        for name, words in TICKS:
            box = self.boxes[name] = self.places[f"arrival.{name}"] = CheckBox(words)
            box.setObjectName(f"arrival_{name}")
            box.setAccessibleName(words)
            box.clicked.connect(self._tick)
            self.add(box)
        self._signed = label("", "small", "second", wrap=True)
        self._signed.setContentsMargins(32, 0, 0, 0)
        self.sign = Button(SIGN, icon="sign")
        self.sign.setObjectName("session_sign_consent")
        self.sign.clicked.connect(self.sign_wanted)
        self._missing = QWidget()
        self._notice = QVBoxLayout(self._missing)
        self._notice.setContentsMargins(0, 0, 0, 0)
        self._noticed: ConsentStanding | None = None
        self.add(self._signed, stretch=(1,))
        self.add(self._missing, stretch=(1,))
        self.add(self.sign)
        self.refresh()

    def refresh(self) -> None:
        """Show the ticks, and how the client's consent stands."""
        for name, box in self.boxes.items():
            box.setChecked(getattr(self.state.record.arrival, name) == "yes")
        standing = None if self.state.is_read_only else self.state.standing
        covered = standing is None or standing.may_stand
        box = self.boxes["consent"]
        box.setVisible(covered)
        if standing is not None and not standing.stands:
            box.setChecked(False)
        self._signed.setText(standing.words if standing and covered else "")
        self._signed.setVisible(bool(self._signed.text()))
        self.sign.setVisible(not covered)
        self._show_missing(None if covered else standing)
        self.places[CONSENT] = box if covered else self.sign

    def _show_missing(self, standing: ConsentStanding | None) -> None:
        if standing == self._noticed:
            return
        self._noticed = standing
        empty(self._notice)
        self._missing.setVisible(standing is not None)
        if standing is not None:
            outcome: Outcome = "do_not_treat" if standing.state == "withdrawn" else "incomplete"
            self._notice.addWidget(NoticeLine("sign", TITLES[standing.state], standing.words, outcome=outcome))

    def _tick(self) -> None:
        standing = self.state.standing
        if standing is not None and standing.state == "to_confirm" and self.boxes["consent"].isChecked():
            self.confirm_wanted.emit()
        said = {name: "yes" if box.isChecked() else None for name, box in self.boxes.items()}
        if standing is not None and not standing.stands:
            said["consent"] = None
        self.state.update(arrival=self.state.record.arrival.model_copy(update=said))
