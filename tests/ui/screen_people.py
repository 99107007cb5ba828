"""The made-up people and practices the screens are drawn with: nobody, the demonstration, and a crowd."""

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from consult_app.app import App
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.demo import WHO, demo_app
from consult_app.records.opening import demo_records
from consult_app.records.store import Records
from consult_app.records.values import Progress
from consult_app.settings import Settings
from tests.clinical.cases import case
from tests.records.sessions import NUMBED, day_of, full, ready

DAY = dt.date(2026, 11, 20)
NOON = dt.datetime(2026, 11, 20, 12, 5, tzinfo=ZoneInfo("Europe/London"))
LONG_NAME = "Maximiliane-Alexandrina von Hohenstein-Rosenberg y Fernández de Córdoba"
RIGHT_TO_LEFT = "יעל בן־דוד"
PRACTICES = ("empty", "typical", "crowded")
MARISOL, FINISHED = 1, 6
"""The numbers of two consultations of the demonstration: a draft as usual, and one that was signed."""
CROWDED, LONG, FOREIGN, FRESH, BARRED, BROKEN, TREATED, FEW = range(1, 9)
"""The numbers of the crowd's consultations, in the order they are entered."""
_YES_TO = 3


def practice(name: str, home: Path) -> App:
    """One of the practices, open in memory."""
    typical = demo_app(Settings(home), DAY)
    if name == "typical":
        return typical
    records = demo_records(WHO, lambda: NOON.astimezone(dt.UTC))
    app = App(Settings(home), typical.catalogue, records, lambda: NOON, is_demo=True)
    typical.records.close()
    if name == "crowded":
        _crowd(records, app.catalogue)
    return app


def _crowd(records: Records, catalogue: Catalogue) -> None:
    people = (
        (_crowded(catalogue), "safety"),
        (ready(client=_client(LONG_NAME), reason_for_visit="Acne scars, dark marks and " * 4), "plan"),
        (ready(client=_client(RIGHT_TO_LEFT), reason_for_visit="צלקות אקנה בגב העליון"), "history"),
        (Consultation(format=1, as_of=DAY, practitioner=WHO), "client"),
        (ready(client=_client("Daniel Osei"), answers=_barred()), "safety"),
        (ready(client=_client("Ruth Ames"), areas=[{"id": "no_such_area"}]), "safety"),
    )
    for value, step in people:
        records.start_consultation(None, value, Progress(step))
    treated = records.start_consultation(None, ready(client=_client("Nora Lindahl")), Progress("plan"))
    day = day_of(treated.consultation, catalogue)
    records.treatments.start(treated.id, treated.revision, day, full(numbing=NUMBED))
    for at in range(12):
        value = ready(client=_client(f"{LONG_NAME if at % 4 == 0 else 'Ana Ruiz'} {at + 1}"))
        records.start_consultation(None, value, Progress("skin"))


def _client(name: str) -> dict[str, Any]:
    born = {"date_of_birth": "1991-04-02", "sex_at_birth": "female", "weight_kg": 64, "height_cm": 168}
    return {"name": name, **born}


def _crowded(catalogue: Catalogue) -> Consultation:
    """Eleven areas, and every third question answered with Yes."""
    scars = [{"id": "acne_scar_body", "grade": 3}, {"id": "pih", "severity": "moderate"}]
    marks = [{"id": "stretch_marks", "severity": "moderate"}]
    areas: list[dict[str, Any]] = [
        *({"id": name, "area_cm2": 280, "concerns": scars} for name in ("back_upper", "back_mid", "back_lower")),
        *({"id": "shoulders", "side": side, "area_cm2": 60, "concerns": scars} for side in ("left", "right")),
        *({"id": "thighs", "side": side, "area_cm2": 210, "concerns": marks} for side in ("left", "right")),
        {"id": "abdomen", "area_cm2": 240, "concerns": marks, "goal": "To feel at ease at the pool. " * 6},
        *({"id": name, "concerns": [{"id": "fine_lines_wrinkles"}]} for name in ("face_cheeks", "neck_front")),
    ]
    said = {name: {"answer": "yes"} for name in list(catalogue.questions)[::_YES_TO]}
    reason = "Acne scars and dark marks on the whole back, stretch marks on the abdomen and both thighs"
    return case(client=_client(LONG_NAME), areas=areas, answers=said, reason_for_visit=reason, skin={"fitzpatrick": 5})


def _barred() -> dict[str, Any]:
    return {"infection_area": {"answer": "yes", "areas": ["back_upper"]}, "keloid_history": {"answer": "yes"}}
