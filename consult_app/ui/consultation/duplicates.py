"""Notices, while a client is typed, that they may be on record already, and takes that record over if so."""

from typing import Any

from PySide6.QtCore import QObject

from consult_app.clinical.consultation import Client
from consult_app.records.directory import Directory
from consult_app.records.likeness import Likeness
from consult_app.ui.background import Background
from consult_app.ui.office.clients_view import who
from consult_app.ui.pages.client import ClientPage
from consult_app.ui.state import ConsultationState

NOT_SEARCHED = "Whether this client is on record already could not be looked up. Search in Clients before you go on."
_TELLING = ("name", "date_of_birth", "phone", "email")


class DuplicateWatch(QObject):
    """Looks again when a telling detail has changed; who was said to be somebody else is not offered again."""

    def __init__(
        self, state: ConsultationState, page: ClientPage, directory: Directory, background: Background
    ) -> None:
        super().__init__(page)
        self._state, self._page = state, page
        self._directory, self._background = directory, background
        self._looked_for: tuple[Any, ...] = ()
        self._found: dict[str, Likeness] = {}
        self._others: set[str] = set()
        page.existing_chosen.connect(self._use)
        page.existing_denied.connect(self._deny)
        state.changed.connect(lambda parts: self._look() if "client" in parts else None)

    def _look(self) -> None:
        client: Client = self._state.consultation.client
        telling = tuple(getattr(client, name) for name in _TELLING)
        if telling == self._looked_for:
            return
        self._looked_for = telling
        look = self._directory.likely_duplicates
        self._background.run_records(lambda: look(client), self._take, self._miss)

    def _take(self, found: tuple[Likeness, ...]) -> None:
        self._page.show_unsearched("")
        self._show(found)

    def _miss(self, _error: Exception) -> None:
        """What could not be looked for is looked for again with the next change."""
        self._looked_for = ()
        self._page.show_unsearched(NOT_SEARCHED)

    def _show(self, found: tuple[Likeness, ...]) -> None:
        mine = self._state.consultation.client.id
        offered = [each for each in found if each.client.id not in {*self._others, mine}]
        self._found = {each.client.id: each for each in offered}
        lines = [f"{each.client.details.name} · {who(each.client)}. {each.reason}." for each in offered[:1]]
        self._page.show_existing(offered[0].client.id if offered else "", lines[0] if lines else "")

    def _use(self, client_id: str) -> None:
        """The record as it is takes the place of what was typed."""
        details = self._found[client_id].client.details
        self._page.show_existing("", "")
        self._state.update(client=details)

    def _deny(self, client_id: str) -> None:
        self._others.add(client_id)
        self._show(tuple(self._found.values()))
