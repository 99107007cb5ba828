"""A page of the guide as it is read: Markdown in the theme's type and colours; no link leads outside."""

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from consult_app.ui.help.help_topics import Topic
from consult_app.ui.theme import TypeSize, current_theme

_HEADINGS: dict[int, TypeSize] = {1: "title", 2: "heading"}
_ABOVE, _BELOW, _MARGIN, _LINE = {0: 0, 1: 0, 2: 20}, 8, 24, 125.0
_RESTYLED = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)


class HelpPage(QTextBrowser):
    """Shows a topic; ``topic_wanted`` follows a link to another one. What was searched for is marked."""

    topic_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("help_page")
        self.setAccessibleName("Guide")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.anchorClicked.connect(self._follow)
        self._topic: Topic | None = None
        self._marked = ""

    def show_topic(self, topic: Topic, marked: str = "") -> None:
        """Show a topic from its start, or from the first place of what is marked."""
        self._topic, self._marked = topic, marked
        self.setAccessibleDescription(topic.title)
        self.setMarkdown(topic.text)
        self._dress()
        self._mark(marked.split())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Dress the page anew for another theme or text size."""
        super().changeEvent(event)
        if event.type() in _RESTYLED and self._topic is not None:
            self.show_topic(self._topic, self._marked)

    def _follow(self, link: QUrl) -> None:
        if link.isRelative() and link.path().endswith(".md"):
            self.topic_wanted.emit(link.path().removesuffix(".md"))

    def _dress(self) -> None:
        document, theme = self.document(), current_theme()
        document.setDefaultFont(theme.font())
        document.setDocumentMargin(theme.px(_MARGIN))
        block = document.begin()
        while block.isValid():
            _dress_block(block)
            block = block.next()
        _dress_tables(document.rootFrame())
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _mark(self, words: list[str]) -> None:
        """Mark every place of the words and go to the first."""
        colours, marks = current_theme().colours, []
        for word in words:
            cursor = self.document().find(word)
            while not cursor.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = cursor
                mark.format.setBackground(QColor(colours.accent_tint))
                mark.format.setForeground(QColor(colours.text))
                mark.format.setFontUnderline(True)
                marks.append(mark)
                cursor = self.document().find(word, cursor)
        self.setExtraSelections(marks)
        if marks:
            first = min((mark.cursor for mark in marks), key=lambda cursor: cursor.selectionStart())
            first.clearSelection()
            self.setTextCursor(first)


def _dress_block(block: QTextBlock) -> None:
    """Give a paragraph or heading its size, ink and room."""
    theme, level = current_theme(), block.blockFormat().headingLevel()
    shape, cursor = QTextBlockFormat(), QTextCursor(block)
    in_table = cursor.currentTable() is not None
    shape.setTopMargin(0 if in_table else theme.px(_ABOVE.get(level, 12)))
    shape.setBottomMargin(0 if in_table else theme.px(_BELOW if not block.textList() else 4))
    shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(shape)
    for start, length, found in _pieces(block):
        _dress_words(block, start, length, found, level)


def _pieces(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """The stretches of one format, read whole before any is changed, for changing them joins them."""
    pieces, at = [], block.begin()
    while not at.atEnd():
        piece = at.fragment()
        pieces.append((piece.position(), piece.length(), QTextCharFormat(piece.charFormat())))
        at += 1
    return pieces


def _dress_words(block: QTextBlock, start: int, length: int, found: QTextCharFormat, level: int) -> None:
    theme, look = current_theme(), QTextCharFormat(found)
    bold = level > 0 or found.fontWeight() > QFont.Weight.Normal.value
    look.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
    look.setFont(theme.font(_HEADINGS.get(level, "body"), bold=bold))
    is_link = found.isAnchor()
    look.setForeground(QColor(theme.colours.accent if is_link else theme.colours.text))
    look.setFontUnderline(is_link)
    cursor = QTextCursor(block.document())
    cursor.setPosition(start)
    cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(look)


def _dress_tables(frame: QTextFrame) -> None:
    theme = current_theme()
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            shape = child.format()
            shape.setBorder(1)
            shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            shape.setBorderCollapse(True)
            shape.setBorderBrush(QColor(theme.colours.line))
            shape.setCellPadding(theme.px(6))
            shape.setCellSpacing(0)
            shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            child.setFormat(shape)


def plain_of(topic: Topic) -> str:
    """The words of a topic as they are shown."""
    document = QTextDocument()
    document.setMarkdown(topic.text)
    return document.toPlainText()
