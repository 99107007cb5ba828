"""How a document is made and what is done with it: text size, paper, printing and saving."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from consult_app.documents.options import Paper
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.segmented import Option, Segmented
from consult_app.ui.widgets.text import label

SIZES = (Option("standard", "Standard"), Option("large", "Large print"))
PAPERS = (Option("A4", "A4"), Option("Letter", "Letter"))


class OptionsPanel(QWidget):
    """A column beside the preview, or a bar over it in the smallest window."""

    changed = Signal()
    print_wanted = Signal()
    save_wanted = Signal()
    act_wanted = Signal()
    withdraw_wanted = Signal()

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._narrow, self._has_choices = False, True
        self.size_choice, self.paper_choice = Segmented("Text size", SIZES), Segmented("Paper", PAPERS)
        self.size_choice.setObjectName("handouts_size")
        self.paper_choice.setObjectName("handouts_paper")
        self.size_choice.set_value("standard")
        self.paper_choice.set_value(paper)
        self.print_button = Button("Print", "primary", icon="print", important=True)
        self.save_button = Button("Save PDF", icon="save_document")
        self.print_button.setObjectName("handouts_print")
        self.save_button.setObjectName("handouts_save")
        self.act_button = Button("", "primary", icon="sign", important=True)
        self.withdraw_button = Button("Withdraw consent", "quiet", small=True)
        self.act_button.setObjectName("handouts_consent_act")
        self.withdraw_button.setObjectName("handouts_withdraw")
        self._why = label("", "small", "second", wrap=True)
        self._names = (label("Text size", "small", "second"), label("Paper", "small", "second"))
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._line.setSpacing(8)
        for name, choice in zip(self._names, (self.size_choice, self.paper_choice), strict=True):
            self._line.addWidget(name)
            self._line.addWidget(choice)
            choice.chosen.connect(lambda _key: self.changed.emit())
            choice.cleared.connect(self.changed)
        self._line.addSpacing(16)
        self._line.addWidget(self.act_button)
        self._line.addWidget(self.print_button)
        self._line.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        self._below = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._below.setSpacing(8)
        self._below.addWidget(self._why)
        self._below.addWidget(self.withdraw_button)
        column.addLayout(self._line)
        column.addLayout(self._below)
        column.addStretch()
        self.act_button.clicked.connect(self.act_wanted)
        self.withdraw_button.clicked.connect(self.withdraw_wanted)
        self.show_consent("", withdrawable=False)
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button.clicked.connect(self.save_wanted)

    @property
    def large_print(self) -> bool:
        """Whether large print is chosen."""
        return self.size_choice.value == "large"

    @property
    def paper(self) -> Paper:
        """The paper chosen; A4 where the choice was taken back."""
        return "Letter" if self.paper_choice.value == "Letter" else "A4"

    def show_ready(self, *, ready: bool, why: str) -> None:
        """Offer printing and saving while a finished document may go out; ``why`` says why not, or what to know."""
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def show_consent(self, act: str, *, withdrawable: bool) -> None:
        """Offer what can be done about the consent in sight: signing or confirming it, and taking it back."""
        if act:
            self.act_button.show_words(act)
            self.act_button.setAccessibleName(act)
        self.act_button.setVisible(bool(act))
        self.withdraw_button.setVisible(withdrawable)

    def show_leading(self, *, leads: bool) -> None:
        """Fill one button, or none while another on the screen leads: that for the consent, else that for printing."""
        self.print_button.set_look("primary" if leads and self.act_button.isHidden() else "secondary")

    def show_choices(self, *, shown: bool) -> None:
        """Offer text size and paper, which a paper that is kept as it is has no more."""
        self._has_choices = shown
        for choice in (self.size_choice, self.paper_choice):
            choice.setVisible(shown)
        for name in self._names:
            name.setVisible(shown and not self._narrow)

    def set_narrow(self, narrow: bool) -> None:
        """Fold into a bar."""
        self._narrow = narrow
        directions = QBoxLayout.Direction
        self._below.setStretchFactor(self._why, 1 if narrow else 0)
        for line in (self._line, self._below):
            line.removeWidget(self.act_button)
        if narrow:
            self._below.addWidget(self.act_button)
        else:
            self._line.insertWidget(self._line.indexOf(self.print_button), self.act_button)
        for line in (self._line, self._below):
            line.setDirection(directions.LeftToRight if narrow else directions.TopToBottom)
        for name in self._names:
            name.setVisible(self._has_choices and not narrow)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(*((16, 8, 16, 8) if narrow else (24, 16, 24, 16)))
