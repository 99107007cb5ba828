"""The scores of a client over time: one scale as a chart, the others to choose; a single score is told in words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.office.outcome_scores import ScoreChart
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.score_chart import ScoreChartView
from consult_app.ui.widgets.text import label

TITLE = "Scores over time"
NONE = "No scores yet. They come from the scales of the skin assessment."
ONE = "One day so far. The next score draws the line."


class ScoresPart(QWidget):
    """Shows one chart at a time; the scale chosen stays while there are scores of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scores")
        self._charts: tuple[ScoreChart, ...] = ()
        self._shown = ""
        self._title, self._note = label("", "heading"), label("", "small", "second", wrap=True)
        self._head, self._body = QHBoxLayout(), QVBoxLayout()
        self._head.setSpacing(16)
        self._choice = QVBoxLayout()
        self._head.addWidget(self._title, 1)
        self._head.addLayout(self._choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._head, self._body):
            part.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._head)
        column.addWidget(self._note)
        column.addLayout(self._body)

    def show_charts(self, charts: Sequence[ScoreChart]) -> None:
        """Show the charts of a client."""
        self._charts = tuple(charts)
        known = [each.id for each in charts]
        first = self._shown if self._shown in known else next(iter(known), "")
        empty(self._choice)
        if len(known) > 1:
            choice = ChoiceField("Scale", [(each.id, each.title) for each in charts], inline=True)
            choice.setObjectName("score_scale")
            choice.set_value(first)
            choice.chosen.connect(self._show)
            self._choice.addWidget(choice)
        self._show(first)

    def _show(self, scale: str) -> None:
        chart = next((each for each in self._charts if each.id == scale), None)
        self._shown = scale
        self._title.setText(chart.title if chart else TITLE)
        self._note.setText(chart.note if chart else NONE)
        empty(self._body)
        if chart and chart.is_drawn:
            self._body.addWidget(ScoreChartView(chart))
        elif chart:
            for line in chart.lines:
                self._body.addWidget(label(chart.told(line), wrap=True))
            self._body.addWidget(label(ONE, tone="second", wrap=True))
