"""The scales: their items and bands, their limits, and which are left out on purpose."""

from collections.abc import Iterator

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.instrument_items import Band, Item
from consult_app.clinical.instruments import Instrument
from consult_app.clinical.protocol_page.citations import anchor_of, sources_words
from consult_app.clinical.protocol_page.markdown import bullets, heading, named, paragraphs, sentence


def scales(catalogue: Catalogue) -> str:
    """Every scale in full; an unfinished one never yields a score."""
    return paragraphs(
        heading(2, "Scales", "scales"),
        "An unfinished scale yields no score. For planning, the higher of score and the practitioner's view counts.",
        *(_scale(scale, catalogue) for scale in catalogue.instruments.values()),
        heading(3, "Left out on purpose"),
        bullets(
            f"**{left.label}.** {sentence(left.reason)} {left.instead} {sources_words(left.sources, catalogue)}"
            for left in catalogue.not_embedded.values()
        ),
    )


def _scale(scale: Instrument, catalogue: Catalogue) -> str:
    return paragraphs(
        heading(3, scale.label, anchor_of("instrument", scale)),
        f"Version {scale.version}. {sentence(scale.licence)}",
        named("Limits", scale.limits),
        named("Change", scale.change_note),
        bullets(_item(item) for item in scale.items),
        named("Bands", "; ".join(_bands(scale.bands))),
        *(named(further.label, "; ".join(_bands(further.bands))) for further in scale.further_bands),
        named("Sources", sources_words(scale.sources, catalogue)),
    )


def _item(item: Item) -> str:
    weight = f" Times {item.weight.normalize():f}." if item.weight != 1 else ""
    if item.figure:
        figure = item.figure
        ends = " to ".join(
            f"{number} {label}".strip()
            for number, label in ((figure.low, figure.low_label), (figure.high, figure.high_label))
        )
        return f"{item.label}: {ends} {figure.unit}".rstrip() + f".{weight}"
    return f"{item.label}: {'; '.join(f'{option.points} {option.label}' for option in item.options)}.{weight}"


def _bands(bands: tuple[Band, ...]) -> Iterator[str]:
    for band in bands:
        low, high = f"{band.low.normalize():f}", f"{band.high.normalize():f}"
        said = " ".join(sentence(part) for part in (band.meaning, band.flag) if part)
        yield f"{low if low == high else f'{low} to {high}'} = {band.label}{f' ({said})' if said else ''}"
