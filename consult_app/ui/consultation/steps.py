"""The pages of the consultation, in the order of the steps."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from consult_app.clinical.workflow import STEPS
from consult_app.ui.background import Background
from consult_app.ui.page import StepPage
from consult_app.ui.pages.areas import AreasPage
from consult_app.ui.pages.client import ClientPage
from consult_app.ui.pages.handouts import HandoutsPage
from consult_app.ui.pages.history import HistoryPage
from consult_app.ui.pages.plan import PlanPage
from consult_app.ui.pages.safety import SafetyPage
from consult_app.ui.pages.signed_verdict import SignedPlanPage, SignedSafetyPage
from consult_app.ui.pages.skin import SkinPage
from consult_app.ui.state import ConsultationState


@dataclass(frozen=True)
class Surroundings:
    """What a page may need besides the state: where work runs, the clinic's clock, the paper of this machine.

    ``sample`` says that nobody in the records is real.
    """

    background: Background
    now: Callable[[], dt.datetime]
    paper: Literal["A4", "Letter"]
    sample: bool = False


MakePage = Callable[[ConsultationState, Surroundings], StepPage]


def _plain(page: type[StepPage]) -> MakePage:
    return lambda state, _around: page(state)


PAGES: tuple[MakePage, ...] = (
    _plain(ClientPage),
    _plain(HistoryPage),
    _plain(SkinPage),
    _plain(AreasPage),
    lambda state, around: SafetyPage(state, around.background),
    _plain(PlanPage),
    lambda state, around: HandoutsPage(
        state, around.background, now=around.now, paper=around.paper, sample=around.sample
    ),
)

SIGNED: Mapping[str, MakePage] = {"safety": _plain(SignedSafetyPage), "plan": _plain(SignedPlanPage)}
"""Pages of a signed consultation whose summary cannot be read back: they show the verdict that was signed."""


def pages(state: ConsultationState, around: Surroundings) -> tuple[StepPage, ...]:
    """The seven pages of a consultation, in the order of the steps."""
    in_place = SIGNED if state.signed is not None and state.summary is None else {}
    return tuple(in_place.get(step.id, make)(state, around) for step, make in zip(STEPS, PAGES, strict=True))
