"""Who was treated with a lot, from the records onto paper."""

import datetime as dt
from pathlib import Path

from consult_app.app import App, lot_paper
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Practitioner
from consult_app.records.opening import demo_records
from consult_app.settings import Settings
from tests.documents.reading import text_of
from tests.records.sessions import NUMBED, begun, full

NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)


def test_the_list_names_the_client_the_area_and_the_product(catalogue: Catalogue, tmp_path: Path) -> None:
    records = demo_records(Practitioner(name="Jo Brennan", role="nurse"), lambda: NOON)
    begun(records, catalogue, full(numbing=NUMBED))
    app = App(Settings(tmp_path), catalogue, records, lambda: NOON, is_demo=True)
    numbing = " ".join(text_of(lot_paper(app, "lp7741"), tmp_path).split())
    for part in ("Marisol Vega", "C-0001", "Upper back", "Lidocaine 2.5%", "20 Nov 2026, not signed", "Jo Brennan"):
        assert part in numbing
    cartridge = " ".join(text_of(lot_paper(app, "nc 24-118"), tmp_path).split())
    assert "Needle cartridge" in cartridge
    assert [event.detail for event in records.events() if event.kind == "printed"] == ["lot_list 1", "lot_list 1"]
    records.close()
