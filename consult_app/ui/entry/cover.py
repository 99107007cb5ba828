"""The cover: what hides the desk while it is locked, and who may take it away."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from consult_app.ui.background import Background
from consult_app.ui.entry import entrance
from consult_app.ui.entry.gate_stack import GateStack
from consult_app.ui.pages.unlock import UnlockPage

if TYPE_CHECKING:
    from consult_app.app import App
    from consult_app.ui.desk import Desk


class Cover(QObject):
    """Covers a desk whose records stay open, so that only the passphrase is proved.

    ``lifted`` says that whoever is at work went on; ``handed_over`` that another practitioner did, with their number
    and passphrase, after everything typed was saved.
    """

    lifted = Signal()
    handed_over = Signal(int, str)

    def __init__(self, gates: GateStack, background: Background) -> None:
        super().__init__(gates)
        self._gates, self._background = gates, background

    def put_over(self, desk: "Desk", minutes: int | None) -> None:
        """Hide the desk and keep what is typed; ``minutes`` of idleness led here, None when it was asked for."""
        app, cover = desk.app, UnlockPage()
        me = app.records.practitioner
        cover.side.show_practice(app.catalogue.practice.practice.name)
        cover.show_people([(me.id, me.name)])
        cover.show_locked(me.id, minutes, is_demo=app.is_demo)
        cover.unlock_wanted.connect(lambda number, passphrase: self._carry_on(desk, number, passphrase))
        cover.emergency_wanted.connect(lambda: self._gates.show_emergency(entrance.steps_of(app)))
        if not app.is_demo:
            self._background.run_records(app.records.people.everyone, self._offer, self._gates.refuse)
        self._gates.show_gate(cover)
        cover.begin()
        desk.settle(lambda ok: cover.show_saved(saved=ok) if self._gates.gate is cover else None)

    def _carry_on(self, desk: "Desk", number: int, passphrase: str) -> None:
        app = desk.app
        if app.is_demo or number == app.records.practitioner.id:
            self._prove(app, number, passphrase, self.lifted.emit)
        else:
            desk.settle(lambda ok: self._take_turn(app, number, passphrase, saved=ok))

    def _take_turn(self, app: "App", number: int, passphrase: str, *, saved: bool) -> None:
        """Let another practitioner in, once everything the present one typed is saved."""
        if saved:
            self._prove(app, number, passphrase, lambda: self.handed_over.emit(number, passphrase))
        elif isinstance(self._gates.gate, UnlockPage):
            name = app.records.practitioner.name
            self._gates.gate.show_refused(f"The last change of {name} is not saved yet, so {name} has to unlock first.")

    def _prove(self, app: "App", number: int, passphrase: str, done: Callable[[], None]) -> None:
        self._gates.show_working()
        self._background.run_records(
            lambda: entrance.prove(app, number, passphrase), lambda _none: done(), self._gates.refuse
        )

    def _offer(self, people: Any) -> None:
        if isinstance(self._gates.gate, UnlockPage):
            self._gates.gate.show_people([(person.id, person.name) for person in people if person.disabled_at is None])
