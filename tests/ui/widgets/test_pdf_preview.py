"""The preview shows the real pages from bytes in memory."""

from io import BytesIO

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from consult_app.ui.widgets.pdf_preview import PdfPreview


def _two_pages() -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    for _ in range(2):
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 0, 595, 421, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _preview(qtbot: QtBot) -> PdfPreview:
    preview = PdfPreview()
    qtbot.addWidget(preview)
    preview.resize(640, 700)
    preview.show_pdf(_two_pages(), "Treatment plan")
    preview.show()
    return preview


def test_pages_turn_by_keyboard(qtbot: QtBot) -> None:
    preview = _preview(qtbot)
    assert (preview.page, preview.page_count) == (1, 2)
    with qtbot.waitSignal(preview.page_changed) as caught:
        qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert caught.args == [2]
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.page == 2
    assert preview.accessibleDescription() == "Page 2 of 2, 46%"


def test_the_page_is_drawn_in_its_colours_and_grows(qtbot: QtBot) -> None:
    preview = _preview(qtbot)
    sheet = next(label for label in preview.findChildren(QLabel) if not label.pixmap().isNull())
    image = sheet.pixmap().toImage()
    assert image.pixelColor(image.width() // 2, image.height() * 3 // 4).red() > 240
    assert image.pixelColor(image.width() // 2, image.height() * 3 // 4).green() < 20
    assert image.pixelColor(image.width() // 2, image.height() // 4).green() > 240
    qtbot.keyClick(preview, Qt.Key.Key_Plus)
    assert sheet.pixmap().width() > image.width()


def test_without_a_document_there_are_no_pages(qtbot: QtBot) -> None:
    preview = _preview(qtbot)
    preview.show_pdf(b"")
    assert preview.page == 0
    assert preview.accessibleDescription().startswith("No pages")
