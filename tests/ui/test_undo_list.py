"""Undo and redo over whole values."""

from consult_app.ui.consultation.undo_list import UndoList


def test_what_was_undone_comes_back_until_something_else_is_changed() -> None:
    kept = UndoList[int]()
    assert not kept.can_undo
    kept.keep(1)
    kept.keep(2)
    assert kept.undo(3) == 2
    assert kept.undo(2) == 1
    assert kept.undo(1) is None
    assert kept.redo(1) == 2
    kept.keep(2)
    assert kept.redo(4) is None
    assert kept.undo(4) == 2


def test_only_so_many_values_are_kept() -> None:
    kept = UndoList[int](depth=2)
    for value in range(5):
        kept.keep(value)
    assert [kept.undo(5), kept.undo(4), kept.undo(3)] == [4, 3, None]


def test_something_is_carried_into_every_value() -> None:
    kept = UndoList[str]()
    kept.keep("a")
    kept.keep("b")
    kept.undo("c")
    kept.rewrite(str.upper)
    assert kept.undo("b") == "A"
    assert kept.redo("A") == "b"
