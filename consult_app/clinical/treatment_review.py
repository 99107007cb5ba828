"""What a treatment record still needs before it is signed, and where it goes beyond the plan or a limit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from consult_app.clinical.anaesthesia import NumbingCheck
from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consent import AgreedArea, ConsentScope
from consult_app.clinical.consent_standing import ConsentStanding
from consult_app.clinical.consultation import Anaesthetic, Consultation
from consult_app.clinical.dates import short_date
from consult_app.clinical.treatment_day import AreaLimits, TreatmentDay
from consult_app.clinical.treatment_record import AreaTreated, NumbingGiven, TreatmentRecord

OUTSIDE_BECAUSE, CONSENT = "outside_because", "arrival.consent"


@dataclass(frozen=True)
class Remark:
    """One thing to see to: ``place`` is the field (``areas.back_upper.depth_mm``), ``text`` what is the matter.

    With ``blocks`` the record cannot be signed yet; without, it goes beyond the plan or a limit, and may be signed
    once the record says why.
    """

    place: str
    text: str
    blocks: bool = True


@dataclass(frozen=True)
class Review:
    """The remarks on one record; it is the record's own value, so that no other can be signed with it."""

    record: TreatmentRecord
    remarks: tuple[Remark, ...]

    @property
    def missing(self) -> tuple[Remark, ...]:
        """What blocks signing."""
        return tuple(remark for remark in self.remarks if remark.blocks)

    @property
    def outside(self) -> tuple[Remark, ...]:
        """What goes beyond the plan or a limit."""
        return tuple(remark for remark in self.remarks if not remark.blocks)

    @property
    def may_sign(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def review(
    record: TreatmentRecord,
    day: TreatmentDay,
    consultation: Consultation,
    catalogue: Catalogue,
    *,
    consent: ConsentStanding | None,
) -> Review:
    """Everything missing or out of range, in the order of the screen; it judges what was done, and forbids nothing.

    ``consent`` is how the client's consent stands; None for a correction, whose consent was settled with what it
    corrects.
    """
    agreed = consent.consent.scope if consent and consent.consent else ConsentScope()
    remarks = [
        *_arrival(record, consent),
        *_numbing(record, numbing_check(record, consultation, catalogue)),
        *_device(record),
        *(remark for area in record.areas for remark in _area(area, day.limits(area.key))),
        *(remark for area in record.areas for remark in _agreed(area, agreed.area(area.key))),
        *_after(record),
        *_products(record),
    ]
    if any(not remark.blocks for remark in remarks) and not record.outside_because.strip():
        remarks.append(Remark(OUTSIDE_BECAUSE, "Say why it went beyond the plan or a limit."))
    return Review(record, tuple(remarks))


def numbing_check(record: TreatmentRecord, consultation: Consultation, catalogue: Catalogue) -> NumbingCheck | None:
    """The numbing as it was given, held against the limits for this client; None without a known product."""
    given = record.numbed_with
    if given is None or given.product is None or given.product not in catalogue.anaesthesia.products:
        return None
    figures = Anaesthetic(
        product=given.product, area_cm2=given.area_cm2, grams=given.grams, minutes=given.minutes or None
    )
    return assess(consultation.model_copy(update={"anaesthetic": figures}), catalogue).anaesthetic


def _needs(place: str, given: object, name: str) -> Iterator[Remark]:
    if given is None or given == "":
        yield Remark(place, f"{name} is missing.")


def _arrival(record: TreatmentRecord, consent: ConsentStanding | None) -> Iterator[Remark]:
    seen = record.arrival
    said = (
        ("asked_again", seen.asked_again, "The questions that must be asked again have not been ticked."),
        ("field_seen", seen.field_seen, "Whether the whole field was looked at has not been ticked."),
    )
    yield from (Remark(f"arrival.{name}", text) for name, value, text in said if value != "yes")
    if consent is not None and not consent.stands:
        yield Remark(CONSENT, consent.words)
    elif seen.consent != "yes":
        yield Remark(CONSENT, "The client's consent has not been ticked.")


def _agreed(area: AreaTreated, agreed: AgreedArea | None) -> Iterator[Remark]:
    if agreed and area.depth_mm and area.depth_mm > agreed.deepest_mm:
        text = f"{agreed.name}: {area.depth_mm:g} mm is deeper than the client agreed to, {agreed.deepest_mm:g} mm."
        yield Remark(f"areas.{area.key}.depth_mm", text, blocks=False)


def _numbing(record: TreatmentRecord, check: NumbingCheck | None) -> Iterator[Remark]:
    yield from _needs("numbed", record.numbed, "Whether numbing cream was used")
    given = record.numbed_with
    if given is None:
        return
    needed = {
        "product": "Numbing product",
        "lot": "Lot of the numbing product",
        "expires": "Expiry of the numbing product",
        "grams": "Amount in grams",
        "area_cm2": "Skin covered in cm²",
        "on": "Time on",
        "off": "Time off",
    }
    for name, words in needed.items():
        yield from _needs(f"numbing.{name}", getattr(given, name), words)
    if given.removed != "yes":
        yield Remark("numbing.removed", "Whether all of the cream was taken off has not been ticked.")
    yield from _expired("numbing.expires", "The numbing product", given.expires, record.date)
    yield from _beyond(given, check)


def _beyond(given: NumbingGiven, check: NumbingCheck | None) -> Iterator[Remark]:
    """What the limits say of the figures as they were given, and what the rules say of the product."""
    if check is None:
        return
    figures = {"area_cm2": given.area_cm2, "grams": given.grams, "minutes": given.minutes}
    for limit in check.limits:
        value = figures[limit.name]
        most = limit.block if limit.block is not None else limit.caution
        if value is not None and most is not None and value > most:
            place = "numbing.off" if limit.name == "minutes" else f"numbing.{limit.name}"
            yield Remark(place, f"{limit.label}: {value:g} {limit.unit} is over {most:.4g} {limit.unit}.", blocks=False)
    if check.outcome in ("blocked", "clearance"):
        figures_said = tuple(limit.label for limit in check.limits)
        said = (reason.text for reason in check.reasons if not reason.text.startswith(figures_said))
        yield from (Remark("numbing.product", text, blocks=False) for text in said)


def _device(record: TreatmentRecord) -> Iterator[Remark]:
    yield from _needs("device", record.device, "Device")
    yield from _needs("cartridge_lot", record.cartridge_lot, "Lot of the needle cartridge")
    yield from _needs("cartridge_expires", record.cartridge_expires, "Expiry of the needle cartridge")
    yield from _expired("cartridge_expires", "The needle cartridge", record.cartridge_expires, record.date)
    if not record.areas:
        yield Remark("areas", "No area is recorded.")


def _area(area: AreaTreated, limits: AreaLimits | None) -> Iterator[Remark]:
    place, name = f"areas.{area.key}", limits.name if limits else area.key
    yield from _needs(f"{place}.depth_mm", area.depth_mm, f"{name}: depth")
    yield from _needs(f"{place}.passes", area.passes, f"{name}: number of passes")
    yield from _needs(f"{place}.end_point", area.end_point, f"{name}: end point")
    if area.stopped_early is None:
        yield Remark(f"{place}.stopped_early", f"{name}: whether it was stopped early is missing.")
    if area.stopped_early == "yes" and not area.stopped_because.strip():
        yield Remark(f"{place}.stopped_because", f"{name}: say why it was stopped early.")
    if limits is None:
        yield Remark(place, f"{name} is not among the areas open today.", blocks=False)
    elif area.depth_mm is not None:
        yield from _depth(place, area.depth_mm, limits)
    if limits and area.passes is not None and area.passes > limits.passes:
        yield Remark(f"{place}.passes", f"{name}: {area.passes} passes; the plan has {limits.passes}.", blocks=False)


def _depth(place: str, depth_mm: float, limits: AreaLimits) -> Iterator[Remark]:
    name = limits.name
    if depth_mm > limits.ceiling_mm:
        text = f"{depth_mm:g} mm is over the limit. {limits.ceiling_reason.text}"
        yield Remark(f"{place}.depth_mm", text, blocks=False)
    elif depth_mm > limits.high_mm:
        text = f"{name}: {depth_mm:g} mm is over the band of today, {limits.low_mm:g} to {limits.high_mm:g} mm."
        yield Remark(f"{place}.depth_mm", text, blocks=False)


def _after(record: TreatmentRecord) -> Iterator[Remark]:
    pain = record.pain
    for name, value, when in (
        ("before", pain.before, "before"),
        ("during", pain.during, "during"),
        ("after", pain.after, "after"),
    ):
        yield from _needs(f"pain.{name}", value, f"Pain {when}")
    if not record.reactions and not record.reaction_note.strip() and record.no_reaction != "yes":
        yield Remark("reactions", "Say which reactions showed, or that none did.")
    if record.no_reaction == "yes" and (record.reactions or record.reaction_note.strip()):
        yield Remark("reactions", "A reaction is recorded, and that there was none. Keep one of them.")
    yield from _needs("photographs", record.photographs, "Whether photographs were taken")
    yield from _needs("aftercare_sheet", record.aftercare_sheet, "Whether the aftercare sheet was given")
    if record.next_date and record.next_date <= record.date:
        yield Remark("next_date", "The next date does not lie after this session. Check the year.")


def _products(record: TreatmentRecord) -> Iterator[Remark]:
    for at, product in enumerate(record.products):
        yield from _needs(f"products.{at}.label", product.label.strip(), "Name of a product")
        yield from _expired(f"products.{at}.expires", product.label or "A product", product.expires, record.date)


def _expired(place: str, name: str, expires: date | None, day: date) -> Iterable[Remark]:
    if expires and expires < day:
        yield Remark(place, f"{name} expired on {short_date(expires)}.", blocks=False)
