"""An open treatment session: bar, client, sheet and footer, its saving and its signing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.app import App
from consult_app.records.treatment_body import to_body
from consult_app.records.treatment_values import StoredEvent
from consult_app.ui.background import Background
from consult_app.ui.consultation.banner_views import session_banner
from consult_app.ui.consultation.finish_dialog import FinishDialog
from consult_app.ui.consultation.problem_place import ProblemPlace
from consult_app.ui.consultation.saving_shown import SavingShown
from consult_app.ui.pages.session import SessionPage
from consult_app.ui.session.session_care import SessionCare
from consult_app.ui.session.session_consenting import SessionConsenting
from consult_app.ui.session.session_opening import OpenedSession
from consult_app.ui.session.session_saving import SessionSaving
from consult_app.ui.session.session_signing import SessionSigning
from consult_app.ui.session.session_state import SessionState
from consult_app.ui.shortcuts import bind
from consult_app.ui.widgets.footer import Action, Footer, FooterView
from consult_app.ui.widgets.identity_banner import IdentityBanner
from consult_app.ui.widgets.notices import ErrorPanel
from consult_app.ui.widgets.toast import Toast
from consult_app.ui.widgets.top_bar import ConsultationBar

FINISH, MISSING, FOLLOW_UP, CORRECT = "finish", "missing", "follow_up", "correct"


class SessionFrame(QWidget):
    """``left`` follows when everything is saved or signed; ``lock_wanted`` asks to cover the screen.

    ``other_wanted`` asks for the session that corrects this one.
    """

    left = Signal()
    lock_wanted = Signal()
    other_wanted = Signal(int)

    def __init__(self, app: App, session: OpenedSession, background: Background) -> None:
        super().__init__()
        self.setObjectName("session")
        self._app, self._background, self._at = app, background, -1
        stored = session.stored
        self.state = SessionState(
            stored.record, session.day, session.consultation, app.catalogue, consent=session.consent
        )
        self.state.setParent(self)
        self.state.is_read_only = stored.status == "signed"
        self.state.signed_outside = session.signed.outside if session.signed else None
        self.saving = SessionSaving(self.state, stored, app.records, background)
        self.page = SessionPage(self.state, app.now)
        self.page.later.show_events(stored.events)
        if self.state.is_read_only:
            self.page.close_to_changes()
        self._bar, self._banner, self.footer = ConsultationBar("Session"), IdentityBanner(), Footer()
        self._toast = Toast(self)
        self._bar.show_practitioner(app.who)
        self._banner.show_client(
            session_banner(stored, session.consultation, app.catalogue, session.summary, app.today())
        )
        self._bar.show_draft(is_draft=not self.state.is_read_only)
        self._lay_out()
        self._problems = ProblemPlace(self._column, self.footer)
        self._saved = SavingShown(
            self._bar, self.saving, self._problems, self._saved_at, lambda: to_body(self.state.record)
        )
        self._care = SessionCare(app, self.state, self.saving, background, self)
        self._signing = SessionSigning(app, self.state, self.saving, background, self)
        self._consent = SessionConsenting(app, session, self.state, background, self.page)
        self._connect()
        self._show_footer()
        if session.signed is not None and session.signed.problem:
            self._column.insertWidget(2, ErrorPanel(session.signed.problem, session.signed.next_step))

    @property
    def was_copied(self) -> bool:
        """Whether everything typed so far was copied out of the window."""
        return self._saved.was_copied

    @property
    def dialog(self) -> FinishDialog | None:
        """The dialog that asks for the passphrase, while it is open."""
        return self._signing.dialog

    def commit(self) -> None:
        """Hand over what is still being typed."""
        self.page.commit()

    def focus_sheet(self) -> None:
        """Put the keyboard on the first thing to do."""
        self.page.show_place("arrival.asked_again")

    def leave(self) -> None:
        """Go back once everything is saved."""
        self.commit()
        self.saving.after_saving(lambda ok: self.left.emit() if ok else self.show_not_saved())

    def show_way_back(self, place: str) -> None:
        """Name the place that leaving leads to."""
        self._bar.show_way_back(place)

    def next_missing(self) -> None:
        """Go to the next thing the record lacks."""
        missing = self.state.review.missing
        if missing:
            self._at = (self._at + 1) % len(missing)
            self.page.show_place(missing[self._at].place)
            self._toast.say(missing[self._at].text)

    def finish(self) -> None:
        """Ask for the passphrase where nothing is missing, else show what is."""
        self.commit()
        if not self.state.review.may_sign:
            self._at = -1
            self.next_missing()
            return
        self.saving.after_saving(lambda ok: self._signing.ask() if ok else self.show_not_saved())

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._bar)
        self._column.addWidget(self._banner)
        self._column.addWidget(self.page, 1)
        self._column.addWidget(self.footer)
        self.page.setProperty("ground", "surface")
        self.page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _connect(self) -> None:
        self._bar.back_wanted.connect(self.leave)
        self._bar.lock_wanted.connect(self.lock_wanted)
        self._saved.said.connect(self._toast.say)
        self.footer.back.connect(self.leave)
        self.footer.acted.connect(self._act)
        self.page.changed.connect(self._show_footer)
        self._connect_care()
        bind(
            self,
            (
                ("Ctrl+S", self._save_now),
                ("Ctrl+G", self.next_missing),
                ("Ctrl+Z", self.state.undo),
                ("Ctrl+Shift+Z", self.state.redo),
            ),
        )

    def _connect_care(self) -> None:
        care = self._care
        self._bar.delete_wanted.connect(care.delete)
        care.opened.connect(self.other_wanted)
        care.gone.connect(self.left)
        care.not_saved.connect(self.show_not_saved)
        care.refused.connect(self._problems.show_refused)
        care.followed_up.connect(self._show_followed)
        self._signing.signed.connect(self.left)
        self._consent.said.connect(self._toast.say)
        self._consent.refused.connect(self._problems.show_refused)

    def _show_followed(self, events: tuple[StoredEvent, ...]) -> None:
        self.page.later.show_events(events)
        self._toast.say("Recorded")

    def _act(self, key: str) -> None:
        care = self._care
        acts = {FINISH: self.finish, MISSING: self.next_missing, FOLLOW_UP: care.add_follow_up, CORRECT: care.correct}
        acts[key]()

    def _actions(self) -> tuple[Action, ...]:
        stored, left = self.saving.stored, len(self.state.review.missing)
        if self.state.is_read_only:
            follow = Action(FOLLOW_UP, "Add follow-up", "edit")
            return (follow,) if stored.revised_by else (Action(CORRECT, "Correct this session"), follow)
        finish = Action(FINISH, "Finish session", "sign", primary=not left)
        return (Action(MISSING, "Next missing"), finish) if left else (finish,)

    def _show_footer(self) -> None:
        signed, left = self.state.is_read_only, len(self.state.review.missing)
        words = "Signed" if signed else f"{left} entr{'y' if left == 1 else 'ies'} missing" if left else ""
        self.footer.show_view(
            FooterView(
                self._actions(),
                (() if signed else ((("Ctrl", "G"), "Next missing"), (("Ctrl", "S"), "Save now"))),
                status=words,
                status_outcome="treat" if signed else "incomplete",
            )
        )

    def _saved_at(self) -> str:
        return f"{self.saving.stored.updated_at.astimezone(self._app.now().tzinfo):%H:%M}"

    def _save_now(self) -> None:
        self.commit()
        self.saving.save()

    def show_not_saved(self) -> None:
        """Say that the last change is not on the disk, with the ways out."""
        self._saved.show_not_saved()
