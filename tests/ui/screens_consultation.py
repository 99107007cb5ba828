"""The seven steps of a consultation and the treatment session, as they begin, as usual, crowded and in trouble."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from consult_app.clinical.workflow import STEPS
from tests.ui.screen_people import BARRED, BROKEN, CROWDED, FINISHED, FOREIGN, FRESH, LONG, MARISOL, TREATED
from tests.ui.screen_stage import Stage

MANY = "crowded"
NOT_WRITTEN = "The disk is full."


def step(number: int, name: str, practice: str, stage: Stage) -> QWidget:
    return stage.consultation(number, name, practice).window()


def _steps(prefix: str, number: int, practice: str) -> dict[str, Callable[[Stage], QWidget]]:
    return {f"{prefix}_{each.id}": partial(step, number, each.id, practice) for each in STEPS}


def safety_ways(stage: Stage) -> QWidget:
    """What would change it, instead of what was found."""
    frame = stage.consultation(MARISOL, "safety")
    frame.page.sheet.tabs.setCurrentIndex(1)  # type: ignore[attr-defined]
    return frame.window()


def safety_form(stage: Stage) -> QWidget:
    """The form of a decision, which the smallest window opens as a panel."""
    frame = stage.consultation(MARISOL, "safety")
    frame.page.sheet.tabs.setCurrentIndex(0)  # type: ignore[attr-defined]
    if not frame.page.form.isVisible():  # type: ignore[attr-defined]
        frame.page.run_action("decision")
    return frame.window()


def not_saved(stage: Stage) -> QWidget:
    frame = stage.consultation(MARISOL, "history")
    frame.saving.failed = NOT_WRITTEN
    frame.saving.told.emit()
    frame.show_not_saved()
    frame.saving.failed = ""
    return frame.window()


def undo_offered(stage: Stage) -> QWidget:
    frame = stage.consultation(FOREIGN, "history", MANY)
    frame._say("4 answers set to No", True)
    return frame.window()


def session(stage: Stage) -> QWidget:
    return _session(stage, LONG)


def session_begun(stage: Stage) -> QWidget:
    return _session(stage, TREATED)


def session_refused(stage: Stage) -> QWidget:
    """Why the session of somebody who cannot be treated today does not begin."""
    frame = stage.consultation(BARRED, "handouts", MANY)
    stage.desk(MANY).begin_session(BARRED)
    stage.settle()
    return frame.window()


def _session(stage: Stage, number: int) -> QWidget:
    desk = stage.place("today", MANY)
    desk.begin_session(number)
    stage.until(lambda: desk.session is not None)
    stage.settle()
    return desk.window()


def client_view(number: int, stage: Stage) -> QWidget:
    """The page for the client's eyes, over a consultation that is opened anew, for the page stays over it."""
    frame = stage.consultation(number, "safety", MANY, anew=True)
    frame.client_view_wanted.emit()
    stage.settle()
    return frame.window()


CONSULTATION: dict[str, Callable[[Stage], QWidget]] = {
    **_steps("fresh", FRESH, MANY),
    **_steps("usual", MARISOL, "typical"),
    "safety_ways": safety_ways,
    "safety_form": safety_form,
    "not_saved": not_saved,
    **_steps("finished", FINISHED, "typical"),
    **_steps("crowded", CROWDED, MANY),
    "long_name_plan": partial(step, LONG, "plan", MANY),
    "right_to_left_client": partial(step, FOREIGN, "client", MANY),
    "right_to_left_history": partial(step, FOREIGN, "history", MANY),
    "undo_offered": undo_offered,
    "do_not_treat_safety": partial(step, BARRED, "safety", MANY),
    "do_not_treat_plan": partial(step, BARRED, "plan", MANY),
    "do_not_treat_handouts": partial(step, BARRED, "handouts", MANY),
    "rules_did_not_run_history": partial(step, BROKEN, "history", MANY),
    "rules_did_not_run_safety": partial(step, BROKEN, "safety", MANY),
    "rules_did_not_run_plan": partial(step, BROKEN, "plan", MANY),
    "rules_did_not_run_handouts": partial(step, BROKEN, "handouts", MANY),
    "session_refused": session_refused,
    "session": session,
    "session_begun": session_begun,
    "client_view": partial(client_view, CROWDED),
    "do_not_treat_client_view": partial(client_view, BARRED),
    "rules_did_not_run_client_view": partial(client_view, BROKEN),
}
