"""The safety page shown for one consultation, as the tests of its parts look at it."""

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from consult_app.resources import resource_path
from consult_app.ui.background import Background
from consult_app.ui.pages.safety import SafetyPage
from consult_app.ui.state import ConsultationState


def example(name: str) -> str:
    """The text of an example case."""
    return resource_path("examples", f"{name}.yaml").read_text(encoding="utf-8")


def shown(state: ConsultationState, qtbot: QtBot) -> SafetyPage:
    """The page on screen; its threads end with the state."""
    background = Background(state)
    page = SafetyPage(state, background)
    qtbot.addWidget(page, before_close_func=lambda _page: background.finish())
    page.resize(1064, 616)
    with qtbot.waitExposed(page):
        page.show()
    return page


def words_of(part: QWidget) -> str:
    """Every label that can be seen."""
    QApplication.processEvents()
    return " | ".join(shown.text() for shown in part.findChildren(QLabel) if shown.isVisible())
