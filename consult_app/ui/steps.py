"""The pages of the consultation, in the order of the steps."""

from consult_app.ui.page import StepPage
from consult_app.ui.pages.areas import AreasPage
from consult_app.ui.pages.client import ClientPage
from consult_app.ui.pages.history import HistoryPage
from consult_app.ui.pages.plan import PlanPage
from consult_app.ui.pages.skin import SkinPage

PAGES: tuple[type[StepPage], ...] = (
    ClientPage,
    HistoryPage,
    SkinPage,
    AreasPage,
    PlanPage,
)
