"""Step 3, skin assessment: the skin type of the person, then a look at each area that is asked for."""

from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from consult_app.clinical.consultation import AreaRequest
from consult_app.clinical.skin_scales import FITZPATRICK, skin_type
from consult_app.clinical.summary import ROMAN, area_name
from consult_app.ui.page import KeyHint, StepPage
from consult_app.ui.pages.area_requests import change_area, graded, known_areas, scar_grade, with_scar_grade
from consult_app.ui.pages.examination import answer_for, examined_questions, is_examined
from consult_app.ui.pages.skin_area import SkinArea, SkinAreaSetup, SkinAreaView
from consult_app.ui.pages.skin_fitzpatrick import FitzpatrickPanel, SkinTypeSummary
from consult_app.ui.pages.skin_record import (
    copy_look,
    dark_marks_of,
    has_look,
    scar_choices,
    set_dark_marks,
    set_examined,
    set_finding,
    toggle_scar,
)
from consult_app.ui.pages.skin_scale_panel import ScalePanel
from consult_app.ui.pages.skin_scales import offered_scales, with_answer
from consult_app.ui.pages.skin_tabs import AreaTabs
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.detail_fields import Setting
from consult_app.ui.widgets.notices import EmptyState
from consult_app.ui.widgets.tab_order import keep_tab_order
from consult_app.ui.widgets.text import label, rule

SCALE = "goodman_baron"


class SkinPage(StepPage):
    """The Fitzpatrick type on top, a tab for each area below; the ten questions open over the tabs."""

    step: ClassVar[str] = "skin"
    title: ClassVar[str] = "Skin assessment"
    parts: ClassVar[frozenset[str]] = frozenset({"skin", "areas", "answers", "remaining_answers", "client", "as_of"})
    has_rail: ClassVar[bool] = True
    hints: ClassVar[tuple[KeyHint, ...]] = (
        KeyHint(("1", "–", "6"), "Your view, grade"),
        KeyHint(("Ctrl", "Tab"), "Next area"),
        KeyHint(("Ctrl", "S"), "Save now"),
    )

    def __init__(self, state: ConsultationState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        instrument = state.catalogue.instruments[FITZPATRICK]
        self.own_view = ChoiceField("Your view", _TYPES, placeholder="Not given", inline=True)
        self.own_view.combo.setObjectName("own_view")
        self.own_view.combo.installEventFilter(self)
        self.review = Button("Review 10 answers", small=True)
        self.review.setObjectName("review_fitzpatrick")
        self.summary, self.panel = SkinTypeSummary(instrument), FitzpatrickPanel(instrument)
        self.scale, self._came_from = ScalePanel(state), ""
        self.tabs, self.body = AreaTabs(), QStackedWidget()
        self.body.setProperty("ground", "surface")
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 0, 24, 6)
        head.setSpacing(8)
        self.own_view.setFixedWidth(self.own_view.sizeHint().width() + 24)
        for part, stretch in ((label(self.title, "title"), 1), (self.own_view, 0), (self.review, 0)):
            head.addWidget(part, stretch)
        self._kind = QWidget()
        kind = QVBoxLayout(self._kind)
        kind.setContentsMargins(24, 2, 24, 12)
        kind.addWidget(self.summary)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.panel)
        self.body.addWidget(self._nothing_yet())
        self.body.addWidget(self.scale)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._kind)
        column.addWidget(rule())
        column.addWidget(self.body, 1)

    def _nothing_yet(self) -> QWidget:
        self._hint = hint = EmptyState(
            "person", "No area chosen yet", "Each area is looked at on its own.", "Choose areas"
        )
        hint.button.setObjectName("choose_areas")
        hint.acted.connect(lambda: self.jump.emit("areas"))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(hint)
        column.addStretch(1)
        return holder

    def _connect(self) -> None:
        self.own_view.chosen.connect(self._set_view)
        self.review.clicked.connect(self._open_panel)
        self.panel.closed.connect(self._close_panel)
        self.panel.answered.connect(
            lambda item, points: self.state.update(**with_answer(self.state.consultation, FITZPATRICK, item, points))
        )
        self.scale.closed.connect(self._close_scale)
        self.scale.area_wanted.connect(self.tabs.open)
        self.tabs.bar.currentChanged.connect(lambda _at: self.scale.show_area(self.tabs.here))
        self.tabs.add_keys(self)
        self.body.currentChanged.connect(lambda _at: self._kind.setVisible(self.body.currentWidget() is not self.scale))

    # Showing

    def refresh(self) -> None:
        """Show the skin as it is known now; what is being typed stays."""
        case = self.state.consultation
        answers = case.skin.instruments.get(FITZPATRICK, {})
        self.own_view.set_value(str(case.skin.fitzpatrick or ""))
        self.summary.show_type(skin_type(case, self.state.catalogue), answers)
        self.panel.show_answers(answers)
        asked = len(self.state.catalogue.instruments[FITZPATRICK].items)
        self.review.setText(f"Review {asked} answers" if len(answers) == asked else f"Answer {asked} questions")
        self.review.setAccessibleName(self.review.text())
        self._show_areas()
        self.scale.refresh()
        shown = self.body.currentWidget()
        if shown is not self.panel and (shown is not self.scale or case.area(self.scale.area) is None):
            self._close_panel()

    def _show_areas(self) -> None:
        case, catalogue = self.state.consultation, self.state.catalogue
        asked = known_areas(case, catalogue)
        names = {request.key: area_name(request, catalogue) for request in asked}
        if self.tabs.show_areas(names, self._make_look):
            keep_tab_order(self.own_view, self.review, self.panel, *self.tabs.stops())
        for request in asked:
            self.tabs.looks[request.key].show_area(self._view(request))
            self.tabs.mark(request.key, names[request.key], done=is_examined(case, catalogue, request.key))

    def _make_look(self, key: str) -> SkinArea:
        catalogue, request = self.state.catalogue, self.state.consultation.area(key)
        if request is None:
            raise KeyError(key)
        scale = catalogue.instruments[SCALE]
        client = self.state.consultation.client
        setup = SkinAreaSetup(
            name=area_name(request, catalogue),
            scars=scar_choices(catalogue, request),
            questions=examined_questions(catalogue),
            scale=scale,
            source=catalogue.sources[scale.sources[0].id].short,
            setting=Setting(self.state.consultation.as_of, client.date_of_birth),
        )
        look = SkinArea(setup)
        look.setObjectName(f"skin_{key}")
        look.dark_marks_given.connect(lambda word: self._change(key, set_dark_marks, word))
        look.scar_toggled.connect(lambda name: self._toggle_scar(key, name))
        look.graded.connect(lambda grade: self._grade(key, grade))
        look.noted.connect(lambda text: self._note(key, text))
        look.copy_wanted.connect(lambda source: self._copy(source, key))
        look.scale_wanted.connect(lambda name: self._open_scale(name, key))
        look.findings.examined.connect(lambda on: self._examined(key, on))
        look.findings.found.connect(lambda name, answer: self._found(key, name, answer))
        return look

    def _view(self, request: AreaRequest) -> SkinAreaView:
        case, catalogue = self.state.consultation, self.state.catalogue
        others = [
            other
            for other in known_areas(case, catalogue)
            if other.key != request.key and has_look(case, catalogue, other)
        ]
        offer = others[0] if others and not has_look(case, catalogue, request) else None
        return SkinAreaView(
            name=area_name(request, catalogue),
            dark_marks=dark_marks_of(case, catalogue, request),
            scars=tuple(concern.id for concern in request.concerns),
            grade=scar_grade(request, catalogue),
            has_graded=bool(graded(request, catalogue)),
            findings={q.id: answer_for(q, case, request.key) for q in examined_questions(catalogue)},
            facts=self.state.assessment.facts if self.state.assessment else None,
            examined=is_examined(case, catalogue, request.key),
            note=request.note or "",
            copy_from=(offer.key, area_name(offer, catalogue)) if offer else None,
            scales=offered_scales(case, catalogue, request),
        )

    def _open_panel(self) -> None:
        self.body.setCurrentWidget(self.panel)
        self.panel.focus_first()

    def _close_panel(self) -> None:
        was_open = self.body.currentWidget() is self.panel
        self.body.setCurrentIndex(0 if self.state.consultation.areas else 2)
        if was_open:
            self.review.setFocus()

    def _open_scale(self, name: str, area: str) -> None:
        case, catalogue = self.state.consultation, self.state.catalogue
        names = {request.key: area_name(request, catalogue) for request in known_areas(case, catalogue)}
        self._came_from = name
        self.scale.open(catalogue.instruments[name], names, area)
        self.body.setCurrentWidget(self.scale)

    def _close_scale(self) -> None:
        self.scale.flush()
        self._close_panel()
        look = self.tabs.looks.get(self.tabs.here)
        card = look.scales.cards.get(self._came_from) if look else None
        if card is not None:
            card.setFocus()

    # Changing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A figure on Your view gives the type and goes on to what is still to be looked at."""
        if watched is self.own_view.combo and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            typed = event.text()
            if typed and typed in dict(_TYPES) and not self.state.is_read_only:
                self._set_view(typed)
                self._go_on()
                return True
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        """From the skin type to the first area that waits for its look, to choosing areas, or on from this step."""
        self._close_panel()
        if waiting := self._waiting():
            self.tabs.open(waiting[0])
            self.tabs.looks[waiting[0]].findings.whole.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.tabs.looks:
            self.done.emit()
        else:
            self._hint.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _waiting(self) -> list[str]:
        case, catalogue = self.state.consultation, self.state.catalogue
        return [key for key in self.tabs.looks if not is_examined(case, catalogue, key)]

    def _set_view(self, key: str) -> None:
        skin = self.state.consultation.skin
        self.state.update(skin=skin.model_copy(update={"fitzpatrick": int(key) if key else None}))

    def _change(self, key: str, change: Any, *args: object) -> None:
        request = self.state.consultation.area(key)
        if request is not None:
            self.state.update(**change(self.state.consultation, request, *args))

    def _toggle_scar(self, key: str, name: str) -> None:
        self._change(key, lambda case, request: toggle_scar(case, self.state.catalogue, request, name))

    def _grade(self, key: str, grade: int) -> None:
        catalogue = self.state.catalogue
        self._change(
            key, lambda case, request: change_area(case, key, concerns=with_scar_grade(request, catalogue, grade))
        )

    def _note(self, key: str, text: str) -> None:
        self._change(key, lambda case, _request: change_area(case, key, note=text or None))

    def _examined(self, key: str, looked: bool) -> None:
        self.state.update(**set_examined(self.state.consultation, self.state.catalogue, key, looked=looked))
        if looked and not self._waiting() and skin_type(self.state.consultation, self.state.catalogue) is None:
            self.own_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _found(self, key: str, name: str, answer: Any) -> None:
        self.state.update(**set_finding(self.state.consultation, self.state.catalogue, key, name, answer))

    def _copy(self, source: str, target: str) -> None:
        self.state.update(**copy_look(self.state.consultation, self.state.catalogue, source, target))
        self.toast.emit("Copied. Look at the whole field, then tick it.", True)

    # What the window asks

    def commit(self) -> None:
        """Hand over notes and details still being typed."""
        self.scale.flush()
        for look in list(self.tabs.looks.values()):
            look.commit()

    def show_question(self, name: str) -> bool:
        """Go to the skin type, or to what is looked for in the first area that waits for it."""
        question, _, detail = name.partition(".")
        if question == "skin":
            self.own_view.setFocus()
            return True
        known = next((q for q in examined_questions(self.state.catalogue) if q.id == question), None)
        if known is None:
            return False
        self._close_panel()
        waiting = [key for key in self.tabs.looks if answer_for(known, self.state.consultation, key) is None]
        keys = list(self.tabs.looks)
        found = waiting or [key for key in keys if self.tabs.looks[key].findings.ticks[question].isChecked()] or keys
        if found:
            self.tabs.open(found[0])
            self.tabs.looks[found[0]].findings.focus_part(question, detail)
        else:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def first_focus(self) -> QWidget:
        """Start on the practitioner's own view of the skin type."""
        return self.own_view

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the parts of the score in the smallest window."""
        self.summary.set_narrow(narrow)


_TYPES = [*((str(at), f"Type {numeral}") for at, numeral in enumerate(ROMAN) if numeral), ("", "Not given")]
