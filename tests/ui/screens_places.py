"""The places of the navigation bar, in the practices where nobody, a few and very many people are entered."""

import datetime as dt

from PySide6.QtWidgets import QWidget

from consult_app.errors import ConsultError
from consult_app.records.mark import MissingChanges
from consult_app.records.values import StoredPractitioner
from consult_app.ui.office.missing_changes import missing_panel
from consult_app.ui.office.today_view import found_clients
from consult_app.ui.pages.people import PeopleView
from tests.ui.screen_people import LONG_NAME, NOON
from tests.ui.screen_stage import Stage


def today_empty(stage: Stage) -> QWidget:
    return stage.place("today", "empty").window()


def today(stage: Stage) -> QWidget:
    return stage.place("today").window()


def today_crowded(stage: Stage) -> QWidget:
    return stage.place("today", "crowded").window()


def today_search(stage: Stage) -> QWidget:
    desk = stage.place("today")
    desk.today.search.edit.setText("ma")
    desk.today.search.show_hits("ma", found_clients(desk.app.records, "ma"))
    return desk.window()


def today_error(stage: Stage) -> QWidget:
    desk = stage.place("today", "empty")
    desk._show_problem(ConsultError("The records cannot be reached.", "Check the network, then try again."))
    return desk.window()


def today_missing(stage: Stage) -> QWidget:
    """The notice alone, at the width it has on Today."""
    since, until = NOON - dt.timedelta(days=2), NOON - dt.timedelta(hours=3)
    return stage.alone(missing_panel(MissingChanges(since, until, 12), NOON.tzinfo))


def clients_empty(stage: Stage) -> QWidget:
    return stage.place("clients", "empty").window()


def clients(stage: Stage) -> QWidget:
    return stage.place("clients").window()


def clients_crowded(stage: Stage) -> QWidget:
    return stage.place("clients", "crowded").window()


def clients_nobody(stage: Stage) -> QWidget:
    desk = stage.place("clients")
    desk.clients.list.edit.setText("Xerxes Quill")
    desk.clients._search("Xerxes Quill")
    stage.settle()
    desk.clients.list.edit.clear()
    return desk.window()


def record(stage: Stage) -> QWidget:
    return _record(stage, "Vega", "typical")


def record_finished(stage: Stage) -> QWidget:
    return _record(stage, "Aisha", "typical")


def record_long(stage: Stage) -> QWidget:
    return _record(stage, "Maximiliane", "crowded")


def record_treated(stage: Stage) -> QWidget:
    return _record(stage, "Lindahl", "crowded")


def lots(stage: Stage) -> QWidget:
    desk = stage.place("clients", "crowded")
    desk.clients.open_lots()
    return desk.window()


def lots_found(stage: Stage) -> QWidget:
    desk = stage.place("clients", "crowded")
    desk.clients.open_lots()
    desk.clients.lots.page.number.set_value("NC-24 118")
    desk.clients.lots.page.look.click()
    stage.settle()
    return desk.window()


def lots_nobody(stage: Stage) -> QWidget:
    desk = stage.place("clients")
    desk.clients.open_lots()
    desk.clients.lots.page.number.set_value("ZZ 1")
    desk.clients.lots.page.look.click()
    stage.settle()
    return desk.window()


def calendar_empty(stage: Stage) -> QWidget:
    return stage.place("calendar", "empty").window()


def calendar(stage: Stage) -> QWidget:
    return stage.place("calendar").window()


def calendar_crowded(stage: Stage) -> QWidget:
    return stage.place("calendar", "crowded").window()


def protocol(stage: Stage) -> QWidget:
    desk = stage.place("protocol")
    desk.protocol.edit.clear()
    return desk.window()


def protocol_nothing(stage: Stage) -> QWidget:
    desk = stage.place("protocol")
    desk.protocol.edit.setText("No such rule")
    return desk.window()


def people_demo(stage: Stage) -> QWidget:
    return stage.place("people").window()


def people(stage: Stage) -> QWidget:
    desk = stage.place("people")
    everyone = (
        StoredPractitioner(1, "Jo Brennan", "nurse", "NMC 00A0000E", is_lead=True),
        StoredPractitioner(2, LONG_NAME, "aesthetician"),
        StoredPractitioner(3, "Dana Okafor", "doctor", "GMC 0000001", is_lead=True),
        StoredPractitioner(4, "Ivo Marsh", "nurse", disabled_at=NOON),
    )
    desk.people.page.show_people(PeopleView(everyone, 1, "unconfirmed"))
    return desk.window()


def people_error(stage: Stage) -> QWidget:
    desk = stage.place("people", "empty")
    desk.people.page.show_problem("The records cannot be reached.", "Check the network, then try again.")
    return desk.window()


def settings(stage: Stage) -> QWidget:
    return _settings(stage, "machine")


def settings_practice(stage: Stage) -> QWidget:
    return _settings(stage, "practice")


def settings_rules(stage: Stage) -> QWidget:
    return _settings(stage, "rules")


def settings_about(stage: Stage) -> QWidget:
    return _settings(stage, "about")


def settings_refused(stage: Stage) -> QWidget:
    window = _settings(stage, "machine", "empty")
    desk = stage.desk("empty")
    desk.settings.page.show_saved("not_saved")
    desk.settings.page.show_problem("The practice's folder cannot be written.", "Check its disk, then try again.")
    return window


def _settings(stage: Stage, section: str, practice: str = "typical") -> QWidget:
    desk = stage.place("settings", practice)
    desk.settings.page.show_problem()
    desk.settings.open_section(section)
    stage.settle()
    return desk.window()


def _record(stage: Stage, name: str, practice: str) -> QWidget:
    desk = stage.place("clients", practice)
    desk.clients.open_client(desk.app.records.search_clients(name)[0].id)
    stage.settle()
    return desk.window()


PLACES = (
    today_empty,
    today,
    today_crowded,
    today_search,
    today_error,
    today_missing,
    clients_empty,
    clients,
    clients_crowded,
    clients_nobody,
    record,
    record_finished,
    record_long,
    record_treated,
    lots,
    lots_found,
    lots_nobody,
    calendar_empty,
    calendar,
    calendar_crowded,
    protocol,
    protocol_nothing,
    people_demo,
    people,
    people_error,
    settings,
    settings_practice,
    settings_rules,
    settings_about,
    settings_refused,
)
