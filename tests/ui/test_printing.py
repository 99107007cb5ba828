"""Printing: what reaches the printer is the PDF, page for page and at its true size."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

from consult_app.errors import ConsultError
from consult_app.ui.printing import PrintDialog, page_count, print_pdf, printer_for

POINTS = 72


def paper(folder: Path, size: tuple[float, float], pages: int) -> bytes:
    """A PDF whose pages each carry a black square at a place of their own."""
    path = folder / "paper.pdf"
    canvas = Canvas(str(path), pagesize=size)
    for page in range(pages):
        canvas.rect(72 + 100 * page, 400, 60, 60, fill=1)
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


def pictures(data: bytes) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        yield page.render(scale=1).to_pil().convert("L")
    document.close()


def to_file(printer: QPrinter, path: Path) -> QPrinter:
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


@pytest.mark.parametrize("size", [A4, LETTER])
def test_pages_are_printed_at_their_true_size(tmp_path: Path, size: tuple[float, float]) -> None:
    data, out = paper(tmp_path, size, 2), tmp_path / "printed.pdf"
    print_pdf(data, to_file(printer_for(data), out))
    printed = list(pictures(out.read_bytes()))
    for before, after in zip(pictures(data), printed, strict=True):
        assert abs(before.width - after.width) <= 1
        assert abs(before.height - after.height) <= 1
        square = ImageChops.invert(after).point(lambda ink: 255 if ink > 128 else 0).getbbox()
        wanted = ImageChops.invert(before).point(lambda ink: 255 if ink > 128 else 0).getbbox()
        assert square is not None
        assert wanted is not None
        assert all(abs(one - other) <= 1 for one, other in zip(square, wanted, strict=True))


def test_only_the_pages_asked_for_are_printed(tmp_path: Path) -> None:
    data, out = paper(tmp_path, A4, 3), tmp_path / "printed.pdf"
    printer = to_file(printer_for(data), out)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    print_pdf(data, printer)
    (page,) = pictures(out.read_bytes())
    second = list(pictures(data))[1]
    box = ImageChops.invert(page).point(lambda ink: 255 if ink > 128 else 0).getbbox()
    wanted = ImageChops.invert(second).point(lambda ink: 255 if ink > 128 else 0).getbbox()
    assert box is not None
    assert wanted is not None
    assert abs(box[0] - wanted[0]) <= 1


def test_nothing_but_the_chosen_file_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = paper(tmp_path, A4, 1)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    print_pdf(data, to_file(printer_for(data), tmp_path / "printed.pdf"))
    assert list(scratch.iterdir()) == []


def test_a_printer_that_does_not_start_is_told_in_words(tmp_path: Path) -> None:
    data = paper(tmp_path, A4, 1)
    with pytest.raises(ConsultError, match="printer"):
        print_pdf(data, to_file(printer_for(data), tmp_path / "no such folder" / "printed.pdf"))


def test_the_dialog_offers_the_pages_there_are(tmp_path: Path, qtbot: QtBot) -> None:
    data = paper(tmp_path, LETTER, 3)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = PrintDialog(data, window)
    assert page_count(data) == 3
    assert (dialog.minPage(), dialog.maxPage()) == (1, 3)
    assert dialog.target.pageLayout().pageSize().id() == QPageSize.PageSizeId.Letter
    assert dialog.target.fullPage()
