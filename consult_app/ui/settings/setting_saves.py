"""Reading and keeping settings off the window's thread, and saying on their page what became of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from consult_app.app import App
from consult_app.errors import BadInputError, ConsultError
from consult_app.knowledge.clinic_editing import ClinicSaved
from consult_app.ui.background import Background
from consult_app.ui.pages.settings import SettingsPage

Refuse = Callable[[ConsultError], object]


def refusal_words(error: ConsultError) -> str:
    """What was wrong with each thing entered, and what to do."""
    problems = error.problems if isinstance(error, BadInputError) else ()
    return " ".join((*(f"{each}." for each in problems), error.next_step)).strip()


class SettingSaves(QObject):
    """Runs one read or save after another; what was not kept can be tried again."""

    def __init__(self, app: App, background: Background, page: SettingsPage) -> None:
        super().__init__(page)
        self._app, self._background, self._page = app, background, page
        self._again: Callable[[], None] = lambda: None
        page.retry_wanted.connect(self._try_again)

    def read(self, work: Callable[[], Any], done: Callable[[Any], object], refused: Refuse | None = None) -> None:
        """Read, then hand over what was found; a refusal is said above the sections unless ``refused`` takes it."""

        def finish(result: Any) -> None:
            if isValid(self):
                done(result)

        def fail(error: Exception) -> None:
            if isinstance(error, OSError):
                error = ConsultError("The practice's folder cannot be written.", "Check its disk, then try again.")
            if not isinstance(error, ConsultError):
                raise error
            if isValid(self):
                (refused or self.show_problem)(error)

        self._background.run_records(work, finish, fail)

    def save(self, work: Callable[[], Any], done: Callable[[Any], object], refused: Refuse | None = None) -> None:
        """Keep something, saying so; without ``refused`` a refusal is said above the sections."""

        def attempt() -> None:
            if not self._app.is_demo:
                self._page.show_saved("saving")
            self.read(work, done, refused or self.show_refused)

        self._again = attempt
        attempt()

    def say_saved(self, remark: str = "") -> None:
        """Say that the last change is kept, and when; the demonstration keeps nothing."""
        if self._app.is_demo:
            return
        self._page.show_problem()
        time = f"{self._app.now():%H:%M}"
        self._page.show_saved("saved", f"{time}; {remark}" if remark else time)

    def say_kept(self, saved: ClinicSaved) -> None:
        """Say that the clinic's file is kept, and where the one before went if notes in it were lost."""
        self.say_saved(f"the file as it was is kept as {saved.kept.name}" if saved.kept else "")

    def show_refused(self, error: ConsultError) -> None:
        """Say that the last change is not kept, and why."""
        self._page.show_saved("not_saved")
        self.show_problem(error)

    def show_problem(self, error: ConsultError) -> None:
        """Say above the sections what went wrong."""
        self._page.show_problem(error.message, refusal_words(error))

    def _try_again(self) -> None:
        self._again()
