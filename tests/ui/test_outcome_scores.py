"""Scores over time: what is taken from the records, how it is drawn and told, and what stands there without a line."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.ui.appearance import apply_theme
from consult_app.ui.office.outcome_scores import ScoreChart, score_charts
from consult_app.ui.pages.clients_scores import NONE, ONE, ScoresPart
from consult_app.ui.theme import load_theme
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.score_chart import ScoreChartView
from tests.clinical.cases import case
from tests.records.sessions import full

FIRST, LAST = dt.date(2026, 11, 20), dt.date(2027, 10, 26)


def seen(day: str, back: int, left: int, **instruments: Any) -> Consultation:
    areas = [
        {"id": "back_upper", "concerns": [{"id": "acne_scar_body", "grade": back}]},
        {"id": "shoulders", "side": "left", "concerns": [{"id": "acne_scar_body", "grade": left}, {"id": "pih"}]},
    ]
    return case(as_of=day, areas=areas, skin={"fitzpatrick": 4, "instruments": instruments})


@pytest.fixture
def course() -> list[Consultation]:
    """Six visits, not in order."""
    days = [("2027-10-26", 2, 1), ("2026-11-20", 3, 2), ("2027-04-13", 3, 2), ("2027-06-22", 3, 2)]
    return [seen(*each) for each in (*days, ("2027-08-03", 2, 2), ("2027-09-14", 2, 1))]


@pytest.fixture
def chart(course: list[Consultation], catalogue: Catalogue) -> ScoreChart:
    return score_charts(course, (), catalogue)[0]


def test_the_scar_grade_of_each_area_is_a_line_by_day(chart: ScoreChart) -> None:
    assert (chart.title, [line.name for line in chart.lines]) == ("Scar grade", ["Upper back", "Left shoulder"])
    assert chart.lines[0].points[0] == (FIRST, 3.0)
    assert [value for _day, value in chart.lines[1].points] == [2, 2, 2, 2, 1, 1]
    assert [words for _value, words in chart.ticks] == ["Grade 1", "Grade 2", "Grade 3", "Grade 4"]
    assert chart.note.endswith("Lower is better")


def test_the_scale_counts_where_it_was_used_and_the_segment_where_it_was_not(catalogue: Catalogue) -> None:
    value = seen("2026-11-20", 2, 2, **{"goodman_baron@back_upper": {"grade": 4}})
    (chart,) = score_charts([value], (), catalogue)
    assert {line.name: line.points[0][1] for line in chart.lines} == {"Upper back": 4, "Left shoulder": 2}
    assert not chart.is_drawn


def test_other_scales_and_the_pain_of_sessions_have_charts_of_their_own(
    course: list[Consultation], catalogue: Catalogue
) -> None:
    graded = seen("2026-11-20", 3, 2, iga={"grade": 3}, fitzpatrick_a={"eyes": 1})
    charts = {each.id: each for each in score_charts([graded, *course], [full()], catalogue)}
    assert next(iter(charts)) == "goodman_baron"
    assert "fitzpatrick_a" not in charts
    assert {line.name: line.points for line in charts["pain"].lines} == {
        "Before": ((FIRST, 0.0),),
        "During": ((FIRST, 4.0),),
        "After": ((FIRST, 2.0),),
    }
    assert [words for _value, words in charts["pain"].ticks][-1] == "10"


def test_without_records_there_is_no_chart(catalogue: Catalogue) -> None:
    assert score_charts((), (), catalogue) == ()


@pytest.fixture
def view(chart: ScoreChart, qtbot: QtBot) -> ScoreChartView:
    made = ScoreChartView(chart)
    qtbot.addWidget(made)
    made.resize(520, made.sizeHint().height())
    made.show()
    qtbot.waitExposed(made)
    return made


def test_every_value_is_told_to_who_does_not_see_the_chart(view: ScoreChartView) -> None:
    assert view.accessibleName() == "Scar grade over time"
    said = view.accessibleDescription()
    assert said.startswith("Upper back, grade 2, 26 Oct 2027.")
    assert "Left shoulder: grade 2 on 20 Nov 2026, grade 2 on 13 Apr 2027" in said
    assert said.count(" on ") == 12


def test_the_keyboard_goes_from_point_to_point_and_line_to_line(view: ScoreChartView, qtbot: QtBot) -> None:
    for key, said in (
        (Qt.Key.Key_Right, "Upper back, grade 2, 26 Oct 2027"),
        (Qt.Key.Key_Left, "Upper back, grade 2, 14 Sep 2027"),
        (Qt.Key.Key_Down, "Left shoulder, grade 1, 14 Sep 2027"),
        (Qt.Key.Key_Left, "Left shoulder, grade 2, 3 Aug 2027"),
        (Qt.Key.Key_Up, "Upper back, grade 2, 3 Aug 2027"),
    ):
        qtbot.keyClick(view, key)
        assert view.chosen == said
        assert view.accessibleDescription().startswith(said)


def test_equal_scores_stand_apart_and_each_is_found_by_the_pointer(view: ScoreChartView, qtbot: QtBot) -> None:
    first, second = view.place((0, 3)), view.place((1, 3))  # both grade 2
    assert first.x() == second.x()
    assert second.y() > first.y()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.place((1, 0)).toPoint())
    assert view.chosen == "Left shoulder, grade 2, 20 Nov 2026"
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert view.chosen == "Left shoulder, grade 2, 20 Nov 2026"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_point_lies_inside_in_every_size(view: ScoreChartView, theme: Any, scale: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, load_theme(theme, scale))
    for width in (view.minimumSizeHint().width(), 520, 1200):
        view.resize(width, view.sizeHint().height())
        assert not view.grab().isNull()
        for line in range(2):
            assert all(view.rect().contains(view.place((line, at)).toPoint()) for at in range(6))
    apply_theme(app, load_theme("light"))


def shown(part: ScoresPart) -> list[str]:
    return [each.text() for each in part.findChildren(QLabel) if each.isVisible()]


def test_no_score_and_a_single_one_are_told_in_words(catalogue: Catalogue, qtbot: QtBot) -> None:
    part = ScoresPart()
    qtbot.addWidget(part)
    part.show_charts(())
    part.show()
    assert NONE in shown(part)
    part.show_charts(score_charts([seen("2026-11-20", 3, 2)], (), catalogue))
    qtbot.waitUntil(lambda: {"Upper back: grade 3 on 20 Nov 2026", ONE} <= set(shown(part)))
    assert not [each for each in part.findChildren(ScoreChartView) if each.isVisible()]


def test_another_scale_can_be_chosen(course: list[Consultation], catalogue: Catalogue, qtbot: QtBot) -> None:
    part = ScoresPart()
    qtbot.addWidget(part)
    part.show_charts(score_charts(course, [full()], catalogue))
    part.show()
    (choice,) = [each for each in part.findChildren(ChoiceField, "score_scale") if each.isVisible()]
    assert choice.value == "goodman_baron"
    choice.chosen.emit("pain")
    qtbot.waitUntil(lambda: "During: 4 on 20 Nov 2026" in shown(part))
    assert choice.isVisible()
