"""What the protocol says of an area's technique, cautions and device, as it stands beside a plan."""

from collections.abc import Iterator, Mapping, Sequence

from consult_app.clinical.areas import Area, Concern
from consult_app.clinical.course import AreaToPlan
from consult_app.clinical.reasons import Reason


def area_notes(areas: Sequence[AreaToPlan], concerns: Mapping[str, Concern], kind: str) -> Iterator[Reason]:
    """Technique and cautions of each area, and where another kind of device than this one is named."""
    for each in areas:
        own, name = each.area, each.area.name(each.request.side)
        yield Reason(f"{name}: {_care(own)}", own.sources)
        if kind not in own.devices:
            yield Reason(f"{name}: the protocol names {_kinds(own.devices)} here, not a {kind}.", own.sources)
        for asked in each.request.concerns:
            concern = concerns[asked.id]
            if concern.devices and kind not in concern.devices:
                yield Reason(
                    f"{name}: for {concern.label} the protocol names {_kinds(concern.devices)}.", concern.sources
                )


def _care(area: Area) -> str:
    first, *more = area.cautions
    cautions = "; ".join([first, *(caution[:1].lower() + caution[1:] for caution in more)])
    return f"{area.technique} {cautions}.".strip()


def _kinds(kinds: Sequence[str]) -> str:
    return " or ".join(f"a {kind}" for kind in kinds)
