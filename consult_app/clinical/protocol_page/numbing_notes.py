"""What is known of numbing beside its limits: technique, warnings, ceilings, children, and sizes of skin."""

from collections.abc import Iterable, Mapping

from consult_app.clinical.area_table import SkinSize, skin_sizes
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.entries import Statement
from consult_app.clinical.numbing_limits import NumbingOutcome
from consult_app.clinical.numbing_reference import ByAge, Surface
from consult_app.clinical.protocol_page.citations import sources_words
from consult_app.clinical.protocol_page.markdown import bullets, heading, named, paragraphs, span, table

OUTCOMES: Mapping[NumbingOutcome, str] = {"allowed": "within limits", "caution": "caution", "blocked": "blocked"}


def numbing_notes(catalogue: Catalogue) -> str:
    """The notes in the order they matter, then the two tables."""
    known = catalogue.numbing_reference
    return paragraphs(
        heading(2, "Numbing: technique and reference", "numbing-reference"),
        heading(3, "Technique"),
        _notes(known.technique, catalogue),
        heading(3, "Warnings of regulators and reviews"),
        _notes(known.warnings, catalogue),
        heading(3, "Milligrams, and what they mean"),
        _notes(known.ceilings, catalogue),
        _by_age(known.by_age, catalogue),
        _surface(known.surface, catalogue),
    )


def _notes(notes: Iterable[Statement], catalogue: Catalogue) -> str:
    return bullets(f"{note.text} [{sources_words(note.sources, catalogue)}]" for note in notes)


def _by_age(known: ByAge, catalogue: Catalogue) -> str:
    return paragraphs(
        heading(3, f"Largest doses by age and weight: {catalogue.anaesthesia.products[known.product].label}"),
        table(
            ("Age and weight", "Cream", "Skin", "Hours"),
            ((row.label, f"{row.grams:g} g", f"{row.cm2:g} cm²", row.hours) for row in known.rows),
        ),
        known.note,
        named("Sources", sources_words(known.sources, catalogue)),
    )


def _surface(known: Surface, catalogue: Catalogue) -> str:
    product = catalogue.anaesthesia.products[known.product]
    heads = (
        "Skin",
        "Share of the body",
        *(f"cm² at {body:g} m²" for body in known.surfaces_m2),
        f"Cream at {known.shown_m2:g} m², {span(*known.grams_per_10_cm2)} g on 10 cm²",
        f"{product.label}, at {product.grams_per_10_cm2:g} g on 10 cm²",
    )
    return paragraphs(
        heading(3, "How large skin is, and what numbing it would take"),
        table(heads, (_row(size) for size in skin_sizes(known, catalogue.areas, catalogue.anaesthesia))),
        known.note,
        known.reading,
        named("Sources", sources_words(known.sources, catalogue)),
    )


def _row(size: SkinSize) -> tuple[str, ...]:
    return (
        size.label,
        f"{size.share_percent:g} %",
        *(str(cm2) for cm2 in size.cm2),
        span(*size.grams, "g"),
        OUTCOMES[size.outcome],
    )
