"""Step 4, areas and goals: what is to be treated, how large it is, why, and what a good result would be."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consult_app.clinical.areas import estimated_cm2, size_cm2
from consult_app.clinical.consultation import AreaConcern, AreaRequest, Severity
from consult_app.clinical.summary import area_name
from consult_app.clinical.verdict import OUTCOMES
from consult_app.ui.page import KeyHint, StepPage
from consult_app.ui.pages.area_card import BURN, AreaCard, AreaCardView
from consult_app.ui.pages.area_map import AreaMap
from consult_app.ui.pages.area_picker import AreaPicker
from consult_app.ui.pages.area_places import Mark, place_at, places
from consult_app.ui.pages.area_requests import (
    add_area,
    change_area,
    chosen_at,
    concern_of,
    known_areas,
    remove_area,
    shared_goal,
    with_concern,
    with_goal,
    with_severity,
    without_concern,
)
from consult_app.ui.state import ConsultationState
from consult_app.ui.theme import Outcome, current_theme
from consult_app.ui.widgets.notices import EmptyState
from consult_app.ui.widgets.tab_order import keep_tab_order
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import NoteField

_LIST_WIDTH = 328
NOT_RUN, NOT_HERE = ("Incomplete", "Rules could not run"), ("Signed", "Its verdict is not shown here.")
_GOAL = "A good result, in the client's words"


class AreasPage(StepPage):
    """Areas are chosen on the body map or from the list; each has a card with its size and concerns."""

    step: ClassVar[str] = "areas"
    title: ClassVar[str] = "Areas & goals"
    parts: ClassVar[frozenset[str]] = frozenset()
    has_rail: ClassVar[bool] = True
    hints: ClassVar[tuple[KeyHint, ...]] = (
        KeyHint(("Tab",), "Next region"),
        KeyHint(("Space",), "Select"),
        KeyHint(("1", "–", "3"), "Severity"),
        KeyHint(("F",), "Front or back"),
    )

    def __init__(self, state: ConsultationState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._places = places(state.catalogue)
        self._cards: dict[str, AreaCard] = {}
        self._stops: dict[str, tuple[str, ...]] = {}
        self._total = label("", "small", "second")
        self.map, self.picker = AreaMap(self._places), AreaPicker(self._places)
        self.goal = NoteField(_GOAL, lines=3)
        self._lay_out()
        self.map.toggled.connect(self._toggle)
        self.picker.toggled.connect(self._toggle)
        self.goal.committed.connect(self._commit_goal)
        self.refresh()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(label(self.title, "title"))
        head.addWidget(self._total)
        head.addStretch(1)
        head.addWidget(self.map.wide)
        head.addWidget(self.map.narrow)
        self.goal.edit.setObjectName("goal")
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.map, 100)
        left.addWidget(self.goal)
        left.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addLayout(left, 1)
        body.addWidget(self._list_column())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 4, 0, 16)
        column.setSpacing(8)
        column.addLayout(_padded(head))
        column.addLayout(body, 1)

    def _list_column(self) -> QWidget:
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 24, 0)
        self._list.setSpacing(12)
        self._empty = EmptyState("person", "No area chosen yet", "Choose on the body, or find an area by name.")
        self._list.addWidget(self.picker)
        self._list.addWidget(self._empty)
        self._list.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFixedWidth(current_theme().px(_LIST_WIDTH + 24))
        scroll.setWidget(holder)
        self._scroll = scroll
        return scroll

    # Showing

    def refresh(self) -> None:
        """Show the areas as they are now; what is being typed stays."""
        requests = known_areas(self.state.consultation, self.state.catalogue)
        marks = {request.key: Mark(at, self._held_back(request)) for at, request in enumerate(requests, 1)}
        self.map.show_marks(marks)
        self.picker.show_chosen({place.key for place in self._places if chosen_at(self.state.consultation, place)})
        self._show_cards(marks)
        self._show_total()
        self._show_goal()

    def _show_cards(self, marks: Mapping[str, Mark]) -> None:
        for key in [key for key in self._cards if key not in marks]:
            old = self._cards.pop(key)
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        for request in known_areas(self.state.consultation, self.state.catalogue):
            view = self._card_view(request, marks[request.key])
            if request.key in self._cards:
                self._cards[request.key].show_area(view)
            else:
                self._add_card(view)
        self._empty.setVisible(not marks)
        shown = {key: tuple(card.stops()) for key, card in self._cards.items()}
        if shown != self._stops:
            self._stops = shown
            keep_tab_order(self.map, self.goal, self.picker, *self._cards.values())

    def _add_card(self, view: AreaCardView) -> None:
        card, key = AreaCard(view), view.key
        self._cards[key] = card
        self._list.insertWidget(self._list.count() - 1, card)
        card.removed.connect(lambda: self._remove(key))
        card.size_given.connect(lambda size: self._change(key, area_cm2=size))
        card.severity_given.connect(lambda name, severity: self._set_severity(key, name, severity))
        card.concern_toggled.connect(lambda name: self._toggle_concern(key, name))
        card.burn_given.connect(lambda parts: self._set_burn(key, parts))
        card.body_size_wanted.connect(lambda: self.jump.emit("client.weight_kg"))

    def _card_view(self, request: AreaRequest, mark: Mark) -> AreaCardView:
        area = self.state.catalogue.areas[request.id]
        held = (mark.outcome, *self._held_words(request)) if mark.outcome else None
        return AreaCardView(
            key=request.key,
            name=area_name(request, self.state.catalogue),
            number=mark.number,
            typed_cm2=request.area_cm2,
            estimate_cm2=estimated_cm2(area, request.side, self.state.consultation.client),
            concerns=request.concerns,
            fitting={name: known for name, known in self.state.catalogue.concerns.items() if known.fits(area)},
            held_back=held,
        )

    def _held_back(self, request: AreaRequest) -> Outcome | None:
        """The outcome that holds this area back on its own, beyond what holds for the person."""
        if self.state.summary is None:
            return None
        outcome = self.state.summary.area(request.key).line.outcome
        own = OUTCOMES.index(outcome) > OUTCOMES.index(self.state.summary.person.outcome)
        return cast("Outcome", outcome) if own and outcome in ("defer", "clearance", "do_not_treat") else None

    def _held_words(self, request: AreaRequest) -> tuple[str, str]:
        summary = self.state.summary
        if summary is None:
            return NOT_HERE if self.state.is_read_only else NOT_RUN
        line = summary.area(request.key).line
        why = [
            f"{found.finding.label}. {found.finding.advice}"
            for found in summary.findings
            if request.key in found.finding.areas and found.finding.level == line.outcome
        ]
        return ". ".join(part for part in (line.words, line.second) if part), " ".join(why[:1])

    def _show_total(self) -> None:
        case = self.state.consultation
        asked = known_areas(case, self.state.catalogue)
        sizes = [size_cm2(request, self.state.catalogue.areas, case.client) for request in asked]
        known, count = [size for size in sizes if size is not None], len(sizes)
        where = f"{count} area{'' if count == 1 else 's'}"
        if not count:
            self._total.setText("")
        elif len(known) < count:
            self._total.setText(f"{where}, size not known")
        else:
            about = "" if all(request.area_cm2 for request in asked) else "About "
            self._total.setText(f"{about}{sum(known):g} cm² in {where}")

    def _show_goal(self) -> None:
        has_area = bool(self.state.consultation.areas)
        self.goal.edit.setEnabled(has_area)
        self.goal.edit.setPlaceholderText("" if has_area else "Choose an area first")
        self.goal.set_value(shared_goal(self.state.consultation) or "")

    # Changing

    def _toggle(self, name: str) -> None:
        """Ask for the place of a region or key, or no longer."""
        place = place_at(name, self._places) or next((p for p in self._places if p.key == name), None)
        if place is None:
            return
        taken = chosen_at(self.state.consultation, place)
        if taken is not None:
            self._remove(taken.key)
        else:
            self.state.update(**add_area(self.state.consultation, self.state.catalogue, place))

    def _remove(self, key: str) -> None:
        request = self.state.consultation.area(key)
        if request is not None:
            self.state.update(**remove_area(self.state.consultation, key))
            self.toast.emit(f"{area_name(request, self.state.catalogue)} removed", True)

    def _change(self, key: str, **parts: Any) -> None:
        self.state.update(**change_area(self.state.consultation, key, **parts))

    def _set_severity(self, key: str, name: str, severity: str) -> None:
        request = self.state.consultation.area(key)
        concern = concern_of(request, name) if request else None
        if request and concern:
            known = self.state.catalogue.concerns[name]
            changed = with_severity(concern, known, cast("Severity", severity) if severity else None)
            self._change(key, concerns=with_concern(request, changed))

    def _toggle_concern(self, key: str, name: str) -> None:
        request = self.state.consultation.area(key)
        if request is None:
            return
        if concern_of(request, name):
            self._change(key, concerns=without_concern(request, name))
            self.toast.emit(f"{self.state.catalogue.concerns[name].label} removed", True)
        else:
            self._change(key, concerns=with_concern(request, AreaConcern(id=name)))
            self._cards[key].focus_part(name)

    def _set_burn(self, key: str, parts: Mapping[str, object]) -> None:
        request = self.state.consultation.area(key)
        concern = concern_of(request, BURN) if request else None
        if request and concern:
            self._change(key, concerns=with_concern(request, concern.model_copy(update=dict(parts))))

    def _commit_goal(self, goal: str) -> None:
        self.state.update(**with_goal(self.state.consultation, goal))

    # What the window asks

    def first_focus(self) -> QWidget | None:
        """Start on the body map."""
        return self.map.map

    def commit(self) -> None:
        """Hand over the goal and sizes still being typed."""
        self.goal.flush()
        for card in list(self._cards.values()):
            card.commit()

    def show_question(self, name: str) -> bool:
        """Go to an area (``areas.key``), one of its concerns, or the list of areas."""
        head, _, rest = name.partition(".")
        if head not in ("areas", "requested", "area"):
            return False
        key = next((key for key in self._cards if rest == key or rest.startswith(f"{key}.")), None)
        if key is None:
            self.picker.open()
            return True
        self._scroll.ensureWidgetVisible(self._cards[key])
        self._cards[key].focus_part(rest.removeprefix(key).lstrip("."))
        return True

    def set_narrow(self, narrow: bool) -> None:
        """Show one side of the body at a time in the smallest window."""
        self.map.set_narrow(narrow)


def _padded(row: QHBoxLayout) -> QHBoxLayout:
    row.setContentsMargins(0, 0, 24, 0)
    return row
