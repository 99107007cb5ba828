"""Printing: the PDF itself, page by page, at the printer's resolution and at its true size; no temporary file."""

from collections.abc import Iterator, Sequence

import pypdfium2
from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from consult_app.errors import ConsultError

MOST_DPI = 600
"""Finer than the eye can see; a page held at 1,200 dpi would take half a gigabyte."""
POINTS_PER_INCH = 72
NEXT_STEP = "Check it and print again, or save the page as a PDF."


class PrintDialog(QPrintDialog):
    """The system's print dialog, set to the paper the PDF was laid out for; it owns the printer it sets up.

    Pages are picked from one document only; ``whole`` is for several that print one after the other.
    """

    def __init__(self, data: bytes, parent: QWidget, *, whole: bool = False) -> None:
        self.target = printer_for(data)
        super().__init__(self.target, parent)
        self.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, not whole)
        if not whole:
            self.setMinMax(1, page_count(data))


def printer_for(data: bytes) -> QPrinter:
    """Return a printer whose paper is that of the PDF's first page."""
    document = pypdfium2.PdfDocument(data)
    size = QSizeF(*document.get_page_size(0))
    document.close()
    paper = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Portrait, QMarginsF()))
    printer.setFullPage(True)
    return printer


def page_count(data: bytes) -> int:
    """The number of pages of a PDF."""
    document = pypdfium2.PdfDocument(data)
    count = len(document)
    document.close()
    return count


def print_pdf(data: bytes, printer: QPrinter) -> None:
    """Print the chosen pages, never scaled to other paper; ConsultError when the printer does not take them."""
    print_pdfs((data,), printer)


def print_pdfs(documents: Sequence[bytes], printer: QPrinter) -> None:
    """Print documents one after the other as one job; ConsultError when the printer does not take it whole."""
    painter = QPainter()
    if not painter.begin(printer):
        raise ConsultError("The printer did not start.", NEXT_STEP)
    try:
        pages = (page for data in documents for page in _pages(data, printer))
        for at, (image, place) in enumerate(pages):
            if at and not printer.newPage():
                raise ConsultError("The printer stopped.", NEXT_STEP)
            painter.drawImage(place, image)
    finally:
        painter.end()
    if printer.printerState() == QPrinter.PrinterState.Error:
        raise ConsultError("The printer stopped.", NEXT_STEP)


def _pages(data: bytes, printer: QPrinter) -> Iterator[tuple[QImage, QRectF]]:
    """The chosen pages as pictures, one at a time, with the dots each covers from the corner of the paper."""
    dpi = min(printer.resolution(), MOST_DPI)
    dots = printer.resolution() / dpi
    document = pypdfium2.PdfDocument(data)
    try:
        for number in _chosen(printer, len(document)):
            bitmap = document[number].render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True, prefer_bgrx=True)
            pixels = bytes(bitmap.buffer)
            image = QImage(pixels, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
            yield image, QRectF(0, 0, image.width() * dots, image.height() * dots)
    finally:
        document.close()


def _chosen(printer: QPrinter, pages: int) -> range:
    """The pages asked for in the dialog, counted from 0; all of them without a range."""
    if printer.printRange() != QPrinter.PrintRange.PageRange or not printer.fromPage():
        return range(pages)
    return range(printer.fromPage() - 1, min(printer.toPage() or pages, pages))
