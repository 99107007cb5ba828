"""What the parts around a page show: the steps, the verdict, the banner and the footer, each only when it differs."""

import datetime as dt
from collections.abc import Callable
from dataclasses import astuple

from consult_app.clinical.workflow import STEPS, next_step, previous_step
from consult_app.ui.consultation.banner_views import banner_view
from consult_app.ui.consultation.frame_parts import FrameParts
from consult_app.ui.consultation.signed_view import shown_verdict
from consult_app.ui.consultation.views import step_views
from consult_app.ui.page import StepPage
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.footer import Action, FooterView
from consult_app.ui.widgets.identity_banner import BannerView
from consult_app.ui.widgets.verdict_card import VerdictView

TITLES = {step.id: step.title for step in STEPS}
SESSION, NEXT, NO_PILL = "session", "next", "safety"


def neighbour(step: str, way: int) -> str:
    """The step after (1) or before (-1) another; empty at the end."""
    beside = next_step(step) if way > 0 else previous_step(step)
    return beside.id if beside else ""


class FrameView:
    """Shows the state of one consultation around the page that is open; ``today`` is the day on the clinic's clock."""

    def __init__(
        self, state: ConsultationState, parts: FrameParts, order: tuple[str, ...], today: Callable[[], dt.date]
    ) -> None:
        self._state, self._parts, self._order, self._today = state, parts, order, today
        self._banner: BannerView | None = None
        self._footer: FooterView | None = None
        self._verdict: VerdictView | None = None

    def show(self, page: StepPage) -> None:
        """Show everything around a page."""
        parts = self._parts
        parts.steps.show_steps(step_views(self._state, self._order), page.step)
        verdict = shown_verdict(self._state)
        if verdict != self._verdict:
            self._verdict = verdict
            parts.show_verdict(verdict)
        with_pill = not page.has_rail and page.step != NO_PILL
        banner = banner_view(self._state, with_verdict=with_pill, narrow=parts.is_narrow)
        if banner != self._banner:
            self._banner = banner
            parts.banner.show_client(banner)
        self.show_footer(page)

    def show_footer(self, page: StepPage) -> None:
        """Show the actions of a page, what it still wants, and the way on."""
        left, line = self._left(page.step)
        view = FooterView(
            self._actions(page, is_done=not left),
            tuple((hint.keys, hint.text) for hint in page.hints),
            status=line if left else "",
            can_go_back=neighbour(page.step, -1) != "",
        )
        if view != self._footer:
            self._footer = view
            self._parts.footer.show_view(view)

    def _actions(self, page: StepPage, *, is_done: bool) -> tuple[Action, ...]:
        following = neighbour(page.step, 1)
        actions = tuple(Action(*astuple(item)) for item in page.footer_actions())
        if following:
            return (*actions, Action(NEXT, f"Next: {TITLES[following]}", "", primary=is_done))
        if self._state.consultation.as_of == self._today():
            return (Action(SESSION, "Open session", "edit"), *actions)
        return actions

    def _left(self, step: str) -> tuple[int, str]:
        """What a step still wants: how much, and in words; what is shown as it was signed wants nothing."""
        if self._state.is_frozen:
            return 0, ""
        all_steps = self._state.progress()
        if all_steps is None:
            return 1, "Rules could not run"
        far = all_steps[step]
        return far.left, far.line if far.status != "not_started" else ""
