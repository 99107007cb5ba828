"""Push buttons: primary, secondary, quiet, danger; with or without an icon."""

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QPushButton

from consult_app.ui.icons import icon_pixmap
from consult_app.ui.theme import Tone, current_theme
from consult_app.ui.widgets.text import restyle

ButtonLook = Literal["primary", "secondary", "quiet", "plain", "danger", "on_ground", "link"]
_INKS: dict[ButtonLook, Tone] = {
    "primary": "on_accent",
    "secondary": "text",
    "quiet": "accent",
    "plain": "text",
    "danger": "do_not_treat",
    "on_ground": "on_ground",
    "link": "accent",
}
_ICON, _GAP = 18, 8


class Button(QPushButton):
    """A button that says what happens; its icon follows the theme."""

    def __init__(
        self,
        text: str,
        look: ButtonLook = "secondary",
        *,
        icon: str = "",
        trailing: bool = False,
        small: bool = False,
        important: bool = False,
        icon_tone: Tone | None = None,
    ) -> None:
        super().__init__(text.replace("&", "&&"))
        self._ink: Tone = icon_tone or _INKS[look]
        self._icon_name, self._trailing = icon, trailing
        self.setProperty("look", look)
        self.setProperty("small", "true" if small else "false")
        self.setProperty("important", "true" if important else "false")
        self.setProperty("icon_only", "false" if text else "true")
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        if trailing:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._paint_icon()

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon_name = name
        self._paint_icon()

    def set_look(self, look: ButtonLook) -> None:
        """Stand out more or less."""
        if look != self.property("look"):
            self._ink = _INKS[look]
            self.setProperty("look", look)
            restyle(self)
            self._paint_icon()

    def show_words(self, words: str) -> None:
        """Put words beside the icon, or leave the icon alone; the name for screen readers stays."""
        if words == self.text():
            return
        self.setText(words)
        self.setProperty("icon_only", "false" if words else "true")
        if not words and not self.toolTip():
            self.setToolTip(self.accessibleName())
        restyle(self)
        self._paint_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses the button that has the keyboard, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Paint the icon anew when the theme or the enabled state changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.EnabledChange):
            self._paint_icon()

    def _paint_icon(self) -> None:
        if not self._icon_name:
            return
        theme = current_theme()
        size, gap = theme.px(_ICON), theme.px(_GAP) if self.text() else 0
        ink = theme.ink(self._ink if self.isEnabled() else "off")
        side: Literal["left", "right"] = "left" if self._trailing else "right"
        pixmap = icon_pixmap(
            self._icon_name, size, ink, theme.colours.surface, ratio=self.devicePixelRatioF(), gap=gap, gap_side=side
        )
        made = QIcon(pixmap)
        made.addPixmap(pixmap, QIcon.Mode.Disabled)
        self.setIcon(made)
        self.setIconSize(QSize(size + gap, size))


def icon_button(icon: str, name: str, look: ButtonLook = "plain", tone: Tone = "text") -> Button:
    """Return a 40 by 40 button with an icon alone, named for screen readers and the pointer."""
    button = Button("", look, icon=icon, icon_tone=tone)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
