"""Findings lead to their answer and their source; the matrix is read out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from consult_app.ui.widgets.findings import FindingGroupBar, FindingRow, FindingView
from consult_app.ui.widgets.outcome_matrix import MatrixRow, OutcomeMatrix

VIEW = FindingView(
    "isotretinoin", "Isotretinoin", "Yes", "Wait 6 months.", "Drug label", "disputed", action="Answer now"
)


def _row(qtbot: QtBot) -> FindingRow:
    row = FindingRow(VIEW)
    qtbot.addWidget(row)
    row.show()
    return row


def test_enter_opens_the_answer(qtbot: QtBot) -> None:
    row = _row(qtbot)
    with qtbot.waitSignal(row.answer_wanted) as caught:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert caught.args == ["isotretinoin"]


def test_the_source_opens_the_rule(qtbot: QtBot) -> None:
    row = _row(qtbot)
    link = next(button for button in row.findChildren(QPushButton) if button.text() == "Drug label")
    assert link.accessibleName() == "Source: Drug label disputed"
    with qtbot.waitSignal(row.source_wanted) as caught:
        link.click()
    assert caught.args == ["isotretinoin"]


def test_a_finding_is_read_out_whole(qtbot: QtBot) -> None:
    assert _row(qtbot).accessibleDescription() == "Yes. Wait 6 months.. Source: Drug label disputed"


def test_what_is_noted_has_a_bar_of_its_own(qtbot: QtBot) -> None:
    bar = FindingGroupBar(None, "2 findings")
    qtbot.addWidget(bar)
    assert (bar.accessibleName(), bar.accessibleDescription()) == ("Noted", "2 findings")


def test_the_matrix_says_today_and_later(qtbot: QtBot) -> None:
    matrix = OutcomeMatrix()
    qtbot.addWidget(matrix)
    row = MatrixRow("Upper back", ("defer", "Defer until 12 Mar 2027"), ("precautions", "Treat with precautions"))
    matrix.show_rows([row], "From 12 Mar 2027", "Holds if the missing answer is No.")
    said = "Upper back, today: Defer until 12 Mar 2027, From 12 Mar 2027: Treat with precautions"
    assert matrix.accessibleDescription().startswith(said)
