"""Referrals: who a client is sent to for what is not treated here, or beside treatment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from consult_app.clinical.areas import Area, Concern
from consult_app.clinical.assessment import Assessment, chosen_device
from consult_app.clinical.authorisation import OutsideKind
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import AreaRequest, Consultation
from consult_app.clinical.entries import SourceRef
from consult_app.clinical.refer import Refer


@dataclass(frozen=True)
class Referral:
    """One subject a client is referred for, the areas it concerns by key and by name, where to, and its sources."""

    subject: str
    areas: tuple[str, ...]
    names: tuple[str, ...]
    refer: Refer
    sources: tuple[SourceRef, ...]

    @property
    def words(self) -> str:
        """The referral as one line: what, where, to whom, why."""
        where = "" if self.names == (self.subject,) else f", {', '.join(self.names).lower()}"
        return f"{self.subject}{where}. {self.refer.words}"


def referrals(consultation: Consultation, catalogue: Catalogue, judged: Assessment) -> tuple[Referral, ...]:
    """Every referral once with all its areas, in the order they were asked for; a device's comes first."""
    found: dict[str, Referral] = {}
    for request in consultation.areas:
        for each in _of_area(request, consultation, catalogue, judged):
            known = found.get(each.subject)
            found[each.subject] = _joined(known, each) if known else each
    return tuple(found.values())


def _joined(one: Referral, other: Referral) -> Referral:
    return replace(one, areas=(*one.areas, *other.areas), names=(*one.names, *other.names))


def _of_area(
    request: AreaRequest, consultation: Consultation, catalogue: Catalogue, judged: Assessment
) -> Iterator[Referral]:
    device = chosen_device(consultation, catalogue)
    name = catalogue.areas[request.id].name(request.side)
    entries: list[Area | Concern | OutsideKind | None] = [
        catalogue.authorisations.outside_kind(device.kind) if device else None,
        catalogue.areas[request.id] if request.id not in catalogue.practice.areas_offered else None,
        *(catalogue.concerns[asked.id] for asked in request.concerns),
    ]
    barred = {finding.id for finding in judged.areas[request.key].findings if finding.level == "do_not_treat"}
    for entry in entries:
        if entry and entry.refer and (not entry.refer.if_barred or entry.id in barred):
            yield Referral(entry.label, (request.key,), (name,), entry.refer, entry.sources)


def in_place_of_treatment(found: tuple[Referral, ...]) -> Mapping[str, str]:
    """By area key, where the area leads that is not treated."""
    words: dict[str, list[str]] = {}
    for each in found:
        for key in each.areas if not each.refer.beside else ():
            words.setdefault(key, []).append(each.refer.words)
    return {key: " ".join(parts) for key, parts in words.items()}
