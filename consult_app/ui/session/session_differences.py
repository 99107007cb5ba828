"""In which parts two versions of one treatment session differ, each side in words a practitioner can compare."""

from collections.abc import Iterator, Mapping

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.fact_words import area_words
from consult_app.clinical.reactions import reactions_on_the_day
from consult_app.clinical.treatment_record import TreatmentRecord
from consult_app.ui.consultation.part_words import PartDifference, differing, fields, given, one, plain

_WHOLE: Mapping[str, str] = {
    "numbed": "Numbing cream was used",
    "device": "Device",
    "cartridge_lot": "Cartridge lot",
    "cartridge_expires": "Cartridge expires",
    "no_reaction": "No reaction",
    "reaction_note": "Other reaction",
    "photographs": "Photographs were taken",
    "aftercare_sheet": "The aftercare sheet was given",
    "next_date": "Next date",
    "outside_because": "Why it went beyond the plan or a limit",
    "notes": "Notes",
}


def session_differences(
    mine: TreatmentRecord, theirs: TreatmentRecord, catalogue: Catalogue
) -> tuple[PartDifference, ...]:
    """Every part in which the two differ; nothing when they say the same."""
    return differing(_told(mine, catalogue), _told(theirs, catalogue))


def _told(record: TreatmentRecord, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every part that was recorded: its name and its words."""
    yield from fields("Practitioner", record.practitioner)
    yield from fields("Before", record.arrival)
    yield from fields("Numbing", record.numbing) if record.numbing else ()
    for area in record.areas:
        done = {key: each for key, each in given(area).items() if key != "key"}
        yield f"Area: {area_words(area.key, catalogue)}", plain(done) or "Nothing recorded"
    for at, used in enumerate(record.products, 1):
        yield f"Product {at}", plain(given(used))
    yield from fields("Pain", record.pain)
    names = dict(reactions_on_the_day(catalogue))
    yield from one("Reactions", [names.get(each, each) for each in record.reactions])
    for name, words in _WHOLE.items():
        yield from one(words, getattr(record, name))
