"""The scores of a client over time: one scale as a chart, the others to choose; a single score is told in words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.outcome_scores import ScoreChart
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.score_chart import ScoreChartView
from consult_app.ui.widgets.text import label

NONE = "No scores yet. They come from the scales of the skin assessment."
ONE = "One day so far. The next score draws the line."


class ScoresPart(QWidget):
    """Shows one chart at a time; the scale chosen stays while there are scores of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scores")
        self._charts: tuple[ScoreChart, ...] = ()
        self._shown = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_charts(self, charts: Sequence[ScoreChart]) -> None:
        """Show the charts of a client."""
        self._charts = tuple(charts)
        self._show(self._shown)

    def _show(self, scale: str) -> None:
        chart = next((each for each in self._charts if each.id == scale), self._charts[0] if self._charts else None)
        self._shown = chart.id if chart else ""
        empty(self._column)
        self._column.addLayout(self._head(chart))
        if chart is None:
            self._column.addWidget(label(NONE, tone="second", wrap=True))
        elif chart.is_drawn:
            self._column.addWidget(ScoreChartView(chart))
        else:
            for line in chart.lines:
                self._column.addWidget(label(chart.told(line), wrap=True))
            self._column.addWidget(label(ONE, tone="second", wrap=True))

    def _head(self, chart: ScoreChart | None) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(label(chart.title if chart else "Scores over time", "heading"), 1)
        if len(self._charts) > 1 and chart:
            choice = ChoiceField("Scale", [(each.id, each.title) for each in self._charts], inline=True)
            choice.setObjectName("score_scale")
            choice.set_value(chart.id)
            choice.chosen.connect(self._show)
            row.addWidget(choice)
        head.addLayout(row)
        if chart:
            head.addWidget(label(chart.note, "small", "second", wrap=True))
        return head
