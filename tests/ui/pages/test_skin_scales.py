"""The scales of the skin step: offered by concern, filled in by keys and pointer, scored once they are finished."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.instruments import Instrument
from consult_app.clinical.skin_scales import glogau_type
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.ui.pages.skin import SkinPage
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.instrument_form import InstrumentForm

CHEEKS = {"id": "face_cheeks", "concerns": [{"id": "acne_scar_rolling", "grade": 2}]}
BACK = {"id": "back_upper"}
COUNT = "goodman_baron_quantitative"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_or_error()


def state_with(catalogue: Catalogue, *areas: object, **scales: Any) -> ConsultationState:
    skin = {"instruments": {name.replace("__", "@"): given for name, given in scales.items()}}
    case = {"format": 1, "as_of": "2026-11-20", "areas": areas, "skin": skin}
    return ConsultationState(Consultation.model_validate(case), catalogue)


def shown(state: ConsultationState, qtbot: QtBot) -> SkinPage:
    page = SkinPage(state)
    qtbot.addWidget(page)
    page.resize(752, 616)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def state(catalogue: Catalogue) -> ConsultationState:
    return state_with(catalogue, CHEEKS, BACK)


@pytest.fixture
def page(state: ConsultationState, qtbot: QtBot) -> SkinPage:
    return shown(state, qtbot)


def click(button: QWidget, qtbot: QtBot) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def cards(page: SkinPage, key: str = "face_cheeks") -> dict[str, str]:
    return {name: card.view.state for name, card in page.tabs.looks[key].scales.cards.items()}


def open_scale(page: SkinPage, name: str, qtbot: QtBot, key: str = "face_cheeks") -> InstrumentForm:
    page.tabs.open(key)
    look = page.tabs.looks[key]
    if name not in look.scales.cards:
        click(look.scales.more, qtbot)
    click(look.scales.cards[name], qtbot)
    assert page.scale.form is not None
    return page.scale.form


def press(key: Qt.Key, qtbot: QtBot) -> None:
    qtbot.keyClick(focused(), key)


def focused() -> QWidget:
    held = QApplication.focusWidget()
    assert held is not None
    return held


def words_of(part: QWidget) -> str:
    QApplication.processEvents()
    return " | ".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def answers(state: ConsultationState, key: str) -> dict[str, Any]:
    return dict(state.consultation.skin.instruments.get(key, {}))


def test_the_scales_of_the_concerns_come_first_and_all_others_on_request(page: SkinPage, qtbot: QtBot) -> None:
    assert list(cards(page)) == [COUNT]
    assert cards(page, "back_upper") == {}
    look = page.tabs.looks["face_cheeks"]
    click(look.scales.more, qtbot)
    offered = set(cards(page))
    assert offered == {COUNT, "glogau", "gais", "vancouver", "manchester", "gags", "iga", "pain", "hdss"}
    assert look.scales.more.text() == "Fewer scales"
    click(look.scales.more, qtbot)
    assert list(cards(page)) == [COUNT]
    click(page.tabs.looks["back_upper"].scales.more, qtbot)
    assert not {"iga", "salt"} & set(cards(page, "back_upper"))


def test_a_scale_that_is_begun_stays_in_sight(catalogue: Catalogue, qtbot: QtBot) -> None:
    page = shown(state_with(catalogue, CHEEKS, BACK, gags={"nose": 1}, vancouver__back_upper={"height": 1}), qtbot)
    assert cards(page) == {COUNT: "For this area", "gags": "1 of 6 answered"}
    assert cards(page, "back_upper") == {"gags": "1 of 6 answered", "vancouver": "1 of 4 answered"}


def test_a_scale_is_filled_in_by_keys_alone_and_scores_when_it_is_finished(
    page: SkinPage, state: ConsultationState, qtbot: QtBot
) -> None:
    form = open_scale(page, "gags", qtbot)
    assert form.fields["forehead"].control.isAncestorOf(focused())
    for at, worst in enumerate((Qt.Key.Key_2, Qt.Key.Key_2, Qt.Key.Key_2, Qt.Key.Key_2, Qt.Key.Key_0), 1):
        press(worst, qtbot)
        press(Qt.Key.Key_Tab, qtbot)
        assert f"{at} of 6 answered" in words_of(form)
        assert "No score until all are answered" in words_of(form)
    press(Qt.Key.Key_Right, qtbot)
    press(Qt.Key.Key_Space, qtbot)
    assert answers(state, "gags") == {
        "forehead": 2, "right_cheek": 2, "left_cheek": 2, "nose": 2, "chin": 0, "chest_back": 1,
    }  # fmt: skip
    assert "GAGS 17 of 44, mild" in words_of(form)
    press(Qt.Key.Key_Backspace, qtbot)
    assert "chest_back" not in answers(state, "gags")
    assert "GAGS 17" not in words_of(form)
    press(Qt.Key.Key_Escape, qtbot)
    assert not page.scale.isVisible()
    assert QApplication.focusWidget() is page.tabs.looks["face_cheeks"].scales.cards["gags"]
    assert cards(page)["gags"] == "5 of 6 answered"


def test_rows_are_chosen_by_figure_arrows_and_pointer(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    form = open_scale(page, "glogau", qtbot)
    press(Qt.Key.Key_3, qtbot)
    assert glogau_type(state.consultation, state.catalogue) == 3
    press(Qt.Key.Key_Down, qtbot)
    press(Qt.Key.Key_Space, qtbot)
    assert answers(state, "glogau") == {"type": 4}
    assert "Glogau type IV, wrinkles everywhere" in words_of(form)
    press(Qt.Key.Key_Down, qtbot)
    click(focused(), qtbot)
    assert answers(state, "glogau") == {"type": 1}
    press(Qt.Key.Key_Up, qtbot)
    press(Qt.Key.Key_Up, qtbot)
    press(Qt.Key.Key_Space, qtbot)
    assert answers(state, "glogau") == {"type": 3}
    press(Qt.Key.Key_Backspace, qtbot)
    press(Qt.Key.Key_Backspace, qtbot)
    assert answers(state, "glogau") == {}


def test_the_word_is_kept_where_numbers_differ_in_print(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    form = open_scale(page, "gais", qtbot)
    assert "Each answer counts by itself" in words_of(form)
    press(Qt.Key.Key_2, qtbot)
    assert answers(state, "gais@face_cheeks") == {"clinician": "much_improved"}
    assert "Practitioner: much improved (2)" in words_of(form)
    form.fields["client"].setFocus()
    press(Qt.Key.Key_4, qtbot)
    assert answers(state, "gais@face_cheeks") == {"clinician": "much_improved", "client": "no_change"}
    assert "The client answers" in words_of(form)
    again = open_again(page, qtbot)
    assert again.fields["client"].control.value == "4"  # type: ignore[attr-defined]


def open_again(page: SkinPage, qtbot: QtBot) -> InstrumentForm:
    click(page.scale.close_button, qtbot)
    return open_scale(page, "gais", qtbot)


def test_a_scale_judged_by_area_goes_round_the_areas(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    form = open_scale(page, "vancouver", qtbot)
    press(Qt.Key.Key_1, qtbot)
    qtbot.keyClick(focused(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.tabs.here == "back_upper"
    assert page.scale.form is not form
    press(Qt.Key.Key_2, qtbot)
    assert answers(state, "vancouver@face_cheeks") == {"vascularity": 1}
    assert answers(state, "vancouver@back_upper") == {"vascularity": 2}
    page.scale.tabs.setCurrentIndex(0)
    assert page.tabs.here == "face_cheeks"
    assert "1 of 4 answered" in words_of(page.scale)


def test_a_scale_for_the_person_has_no_areas(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    form = open_scale(page, "gags", qtbot, "back_upper")
    assert not page.scale.tabs.isVisible()
    assert "for the whole person" in words_of(page.scale)
    qtbot.keyClick(focused(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.scale.form is form
    press(Qt.Key.Key_4, qtbot)
    assert answers(state, "gags") == {"forehead": 4}


def test_pain_of_seven_is_a_flag(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    form = open_scale(page, "pain", qtbot)
    during = form.fields["during"]
    during.setFocus()
    for _step in range(6):
        press(Qt.Key.Key_Right, qtbot)
    press(Qt.Key.Key_Space, qtbot)
    assert answers(state, "pain") == {"during": 6}
    assert "flag" not in words_of(form)
    press(Qt.Key.Key_Right, qtbot)
    press(Qt.Key.Key_Space, qtbot)
    assert "Aftercare flag: pain of 7 or more." in words_of(form)
    assert "no pain" in words_of(during)


def test_a_percentage_is_typed(catalogue: Catalogue, qtbot: QtBot) -> None:
    state = state_with(catalogue, {"id": "scalp"})
    page = shown(state, qtbot)
    form = open_scale(page, "salt", qtbot, "scalp")
    for percent in ("25", "10", "0", "0"):
        qtbot.keyClicks(focused(), percent)
        press(Qt.Key.Key_Tab, qtbot)
    assert answers(state, "salt") == {"vertex": 25, "posterior": 10, "right_profile": 0, "left_profile": 0}
    assert "SALT 12.4 of 100: S1, limited" in words_of(form)
    assert cards(page, "scalp")["salt"] == "12.4 of 100: S1, limited"


def test_what_is_being_typed_is_kept_when_the_scale_closes(catalogue: Catalogue, qtbot: QtBot) -> None:
    state = state_with(catalogue, {"id": "scalp"})
    page = shown(state, qtbot)
    open_scale(page, "salt", qtbot, "scalp")
    qtbot.keyClicks(focused(), "40")
    page.commit()
    assert answers(state, "salt") == {"vertex": 40}
    click(page.scale.close_button, qtbot)
    assert page.tabs.isVisible()


def test_raised_scars_counted_ask_the_history_again(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    state.update(remaining_answers="no")
    form = open_scale(page, COUNT, qtbot)
    assert "Ask again" not in words_of(form)
    form.fields["d2"].setFocus()
    press(Qt.Key.Key_1, qtbot)
    assert "Ask again about “Keloid tendency” or “Raised scars" in words_of(form)
    assert state.assessment is not None
    assert {"keloid_history", "hypertrophic_history"} <= set(state.assessment.overall.open_questions)


def test_undo_of_an_area_closes_its_scale(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    open_scale(page, "vancouver", qtbot, "back_upper")
    state.update(areas=state.consultation.areas[:1])
    assert not page.scale.isVisible()
    assert page.tabs.here == "face_cheeks"


def test_a_scale_of_data_alone_gets_a_form(catalogue: Catalogue, qtbot: QtBot) -> None:
    made = catalogue.instruments["iga"].model_dump() | {
        "id": "itch",
        "label": "Itch",
        "only": (),
        "items": [
            {
                "id": "wide",
                "label": "How it is",
                "options": [{"points": n, "label": f"A long sentence {n}"} for n in range(5)],
            },
            {"id": "line", "label": "On the line", "figure": {"low": 0, "high": 10}},
        ],
        "bands": [],
        "examples": [{"answers": {"wide": 1, "line": 3}, "total": 4}, {"answers": {"wide": 1}, "missing": ["line"]}],
    }
    form = InstrumentForm(Instrument.model_validate(made), "")
    qtbot.addWidget(form)
    form.show_answers({"wide": 2}, {})
    form.show()
    wide = form.fields["wide"].control
    assert wide.value == "2"  # type: ignore[attr-defined]
    form.focus_first({"wide": 2, "line": 3})
    with qtbot.waitSignal(form.answered) as given:
        qtbot.keyClick(wide.focusProxy(), Qt.Key.Key_Down)
    assert given.args == ["wide", 3]
    with qtbot.waitSignal(form.answered) as given:
        qtbot.keyClick(wide.focusProxy(), Qt.Key.Key_End)
    assert given.args == ["wide", None]


def test_every_control_of_every_scale_has_a_name(page: SkinPage, qtbot: QtBot) -> None:
    click(page.tabs.looks["face_cheeks"].scales.more, qtbot)
    for name in list(page.tabs.looks["face_cheeks"].scales.cards):
        open_scale(page, name, qtbot)
        QApplication.processEvents()
        parts = page.scale.findChildren(QWidget)
        stops = [w for w in parts if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
        assert [w.objectName() or type(w).__name__ for w in stops if not w.accessibleName()] == []
        assert all(w.height() >= 36 for w in stops if not isinstance(w, QTabBar))
        click(page.scale.close_button, qtbot)
