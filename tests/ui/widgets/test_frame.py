"""Steps, banner, bars, footer: what they say, and what they ask for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from consult_app.ui.widgets.footer import Action, Footer, FooterView
from consult_app.ui.widgets.identity_banner import Alert, BannerView, IdentityBanner, split_alerts
from consult_app.ui.widgets.states import StateChip
from consult_app.ui.widgets.step_list import NARROW, WIDE, StepList, StepView
from consult_app.ui.widgets.top_bar import ConsultationBar, NavigationBar, SaveMark

STEPS = [
    StepView("client", "Client", "Done", "done"),
    StepView("health", "Health history", "1 question left", "gap"),
    StepView("skin", "Skin assessment", "Not started"),
]


def test_any_step_can_be_opened(qtbot: QtBot) -> None:
    steps = StepList(STEPS, "client")
    qtbot.addWidget(steps)
    steps.show()
    with qtbot.waitSignal(steps.opened) as caught:
        qtbot.keyClick(steps.row("skin"), Qt.Key.Key_Return)
    assert caught.args == ["skin"]
    assert steps.row("client").accessibleDescription() == "Step 1, current. Done"


def test_a_narrow_list_names_its_steps_on_pointing(qtbot: QtBot) -> None:
    steps = StepList(STEPS, "client")
    qtbot.addWidget(steps)
    assert steps.width() == WIDE
    steps.set_narrow(True)
    assert steps.width() == NARROW
    assert steps.row("health").toolTip() == "Health history: 1 question left"
    assert steps.row("health").accessibleName() == "Health history"


def test_allergies_never_collapse() -> None:
    allergies = [Alert(f"Allergy {at}", is_allergy=True) for at in range(3)]
    shown, hidden = split_alerts([*allergies, Alert("Isotretinoin", outcome="defer")])
    assert shown == allergies
    assert [alert.text for alert in hidden] == ["Isotretinoin"]


def test_the_banner_shows_two_pills_and_counts_the_rest(qtbot: QtBot) -> None:
    alerts = tuple(Alert(f"Medicine {at}", outcome="defer") for at in range(4))
    banner = IdentityBanner(BannerView("Marisol Vega", "Born 4 Jun 1998", "Scars", alerts, ("defer", "Defer")))
    qtbot.addWidget(banner)
    assert [chip.accessibleName() for chip in banner.findChildren(StateChip)] == ["Medicine 0", "Medicine 1", "Defer"]
    more = banner.findChildren(QPushButton)[0]
    assert (more.text(), more.accessibleName()) == ("+2", "2 more: Medicine 2, Medicine 3")


def test_the_low_banner_leaves_out_the_reason(qtbot: QtBot) -> None:
    banner = IdentityBanner(BannerView("Marisol Vega", "Born 4 Jun 1998", "Scars"))
    qtbot.addWidget(banner)
    banner.show()
    assert (banner.height(), banner._reason.isVisible()) == (72, True)
    banner.set_low(True)
    assert (banner.height(), banner._reason.isVisible()) == (56, False)


def test_the_footer_reports_its_actions(qtbot: QtBot) -> None:
    footer = Footer(FooterView((Action("letter", "Write letter", "mail"), Action("next", "Next", primary=True))))
    qtbot.addWidget(footer)
    with qtbot.waitSignal(footer.acted) as caught:
        footer.action("next").click()
    assert caught.args == ["next"]
    footer.show_view(FooterView((Action("next", "Next", enabled=False),), status="1 question left"))
    assert not footer.action("next").isEnabled()


def test_places_open_by_keyboard(qtbot: QtBot) -> None:
    bar = NavigationBar("Microneedling consult", [("today", "Today"), ("clients", "Clients")])
    qtbot.addWidget(bar)
    bar.show_place("today")
    assert bar.place("today").accessibleDescription() == "open"
    with qtbot.waitSignal(bar.opened) as caught:
        qtbot.keyClick(bar.place("clients"), Qt.Key.Key_Return)
    assert caught.args == ["clients"]


def test_the_save_state_is_said_and_can_be_tried_again(qtbot: QtBot) -> None:
    bar = ConsultationBar()
    qtbot.addWidget(bar)
    mark = bar.findChild(SaveMark)
    assert isinstance(mark, SaveMark)
    bar.show_saved("saved", "10:58")
    assert mark.accessibleDescription() == "Saved 10:58"
    bar.show_saved("not_saved")
    assert mark.accessibleDescription() == "Not saved"
    with qtbot.waitSignal(bar.retry_wanted):
        mark.findChildren(QPushButton)[0].click()
