"""A screen reader: finds things by role and name over the accessibility bus, acts on them, hears announcements."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

ATSPI = "org.a11y.atspi."
REGISTRY = "org.a11y.atspi.Registry"
PATIENCE_S, LATEST_REPLY_S, PAUSE_S = 40.0, 15.0, 0.05
STATES = {"checked": 4, "enabled": 8, "focusable": 11, "focused": 12, "sensitive": 24, "showing": 25, "editable": 7}
"""The bits of the states that matter here, as AT-SPI numbers them."""

Place = tuple[str, str]
"""Whose something is on the bus, and its path there."""


class GoneError(Exception):
    """What was asked is not on the bus any more."""


@dataclass(frozen=True)
class Thing:
    """Something on the bus: where it is, and what is said of it."""

    place: Place
    role: str
    name: str
    description: str
    state: int

    def has(self, state: str) -> bool:
        """Whether it is checked, enabled, focused or showing."""
        return bool(self.state >> STATES[state] & 1)


class ScreenReader:
    """Everything a screen reader may use: names, roles, states, actions, text, focus and announcements."""

    def __init__(self, session_address: str) -> None:
        session = open_dbus_connection(bus=session_address)
        ask = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        reply = session.send_and_get_reply(new_method_call(ask, "GetAddress"), timeout=LATEST_REPLY_S)
        session.close()
        self._bus: DBusConnection = open_dbus_connection(bus=reply.body[0])
        self._heard: list[str] = []
        self._opened: dict[Place, None] = {}
        self._listen()

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    # Finding

    def things(self, under: Thing | None = None) -> Iterator[Thing]:
        """Everything that shows, in reading order, what popped up last."""
        for place in self._children(under.place) if under else self._roots():
            try:
                thing = self._thing(place)
            except GoneError:
                continue
            if thing.role == "application" or thing.has("showing"):
                yield thing
                yield from self.things(thing)

    def find_all(self, role: str, name: str, under: Thing | None = None) -> list[Thing]:
        """What has that role and a name that begins so."""
        return [one for one in self.things(under) if one.role == role and one.name.startswith(name)]

    def find(self, role: str, name: str, under: Thing | None = None) -> Thing:
        """The one thing with that role and name, once it shows."""
        found: list[Thing] = []

        def one_there() -> bool:
            found[:] = self.find_all(role, name, under)
            exact = [one for one in found if one.name == name]
            found[:] = exact or found
            return len(found) == 1

        self.wait(one_there, lambda: f"{role} {name!r}: {[each.name for each in found]}")
        return found[0]

    def wait(self, met: Callable[[], bool], what: Callable[[], str] = lambda: "") -> None:
        """Wait for what must come."""
        until = time.monotonic() + PATIENCE_S
        while not met():
            if time.monotonic() > until:
                raise AssertionError(f"did not come: {what()}")
            self._hear()

    # Acting

    def press(self, role: str, name: str, under: Thing | None = None) -> None:
        """Do the first thing that it offers to have done."""
        self.act(self.find(role, name, under))

    def act(self, thing: Thing) -> None:
        """Do the first thing that it offers to have done."""
        assert thing.has("sensitive"), thing
        assert self._call(thing.place, "Action", "DoAction", "i", (0,))[0], thing

    def choose(self, name: str, line: str) -> None:
        """Open a list and select one of its lines."""
        combo = self.find("combo box", name)
        self.act(combo)
        lines = next(iter(self._children(combo.place)))
        items = [self._thing(each).name for each in self._children(lines)]
        assert self._call(lines, "Selection", "SelectChild", "i", (items.index(line),))[0], line

    def write(self, role: str, name: str, text: str) -> Thing:
        """Put the keyboard into a field and give it a text."""
        field = self.find(role, name)
        self.focus(field)
        assert self._call(field.place, "EditableText", "SetTextContents", "s", (text,))[0], field
        return field

    def focus(self, thing: Thing) -> None:
        """Put the keyboard somewhere."""
        assert self._call(thing.place, "Component", "GrabFocus")[0], thing

    def value(self, thing: Thing) -> float:
        """The value of a slider."""
        return float(self._property(thing.place, "Value", "CurrentValue"))

    def set_value(self, thing: Thing, value: float) -> None:
        """Give a slider a value."""
        body = (f"{ATSPI}Value", "CurrentValue", ("d", value))
        self._ask(thing.place, "org.freedesktop.DBus.Properties", "Set", "ssv", body)

    def heard(self) -> list[str]:
        """Every announcement so far."""
        self._hear()
        return list(self._heard)

    def forget(self) -> None:
        """Forget what was announced."""
        self._hear()
        self._heard.clear()

    # The bus

    def _listen(self) -> None:
        """Ask for announcements and for what opens, of which programs say nothing while nobody listens."""
        rule = MatchRule(type="signal", interface=f"{ATSPI}Event.Object")
        self._bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=LATEST_REPLY_S)
        self._queue = self._bus.filter(rule, bufsize=100_000).__enter__()
        for event in ("object:announcement", "object:state-changed:showing"):
            self.wait(partial(self._is_registered, event), partial(str, event))

    def _is_registered(self, event: str) -> bool:
        """The registry starts when it is first asked, and may not answer yet."""
        try:
            self._ask((REGISTRY, "/org/a11y/atspi/registry"), REGISTRY, "RegisterEvent", "sass", (event, [], ""))
        except GoneError:
            return False
        return True

    def _hear(self) -> None:
        try:
            while True:
                self._take(self._bus.recv_until_filtered(self._queue, timeout=PAUSE_S))
        except TimeoutError:
            return

    def _take(self, message: Message) -> None:
        """An announcement, or a menu that opened: a menu hangs in no window, it says itself that it shows."""
        said, place = message.header.fields, message.body
        if said[HeaderFields.member] == "Announcement":
            self._heard.append(str(place[3][1]))
        elif said[HeaderFields.member] == "StateChanged" and place[:2] == ("showing", 1):
            self._opened[said[HeaderFields.sender], said[HeaderFields.path]] = None

    def _roots(self) -> list[Place]:
        programs = self._children((REGISTRY, "/org/a11y/atspi/accessible/root"))
        return [*programs, *(each for each in list(self._opened) if self._is_menu(each))]

    def _is_menu(self, place: Place) -> bool:
        try:
            return bool(self._call(place, "Accessible", "GetRoleName")[0] == "popup menu")
        except GoneError:
            del self._opened[place]
            return False

    def _children(self, place: Place) -> list[Place]:
        try:
            return [(child[0], child[1]) for child in self._call(place, "Accessible", "GetChildren")[0]]
        except GoneError:
            return []

    def _thing(self, place: Place) -> Thing:
        name, description = (self._property(place, "Accessible", each) for each in ("Name", "Description"))
        low, high = self._call(place, "Accessible", "GetState")[0]
        role = self._call(place, "Accessible", "GetRoleName")[0]
        return Thing(place, role, name, description, high << 32 | low)

    def _property(self, place: Place, interface: str, name: str) -> Any:
        body = (f"{ATSPI}{interface}", name)
        return self._ask(place, "org.freedesktop.DBus.Properties", "Get", "ss", body)[0][1]

    def _call(self, place: Place, interface: str, method: str, kinds: str = "", body: Any = ()) -> Any:
        return self._ask(place, f"{ATSPI}{interface}", method, kinds, body)

    def _ask(self, place: Place, interface: str, method: str, kinds: str = "", body: Any = ()) -> Any:
        call = new_method_call(DBusAddress(place[1], place[0], interface), method, kinds or None, body)
        reply: Message = self._bus.send_and_get_reply(call, timeout=LATEST_REPLY_S)
        if reply.header.message_type is MessageType.error:
            raise GoneError(f"{place} {interface}.{method}: {reply.body}")
        return reply.body
