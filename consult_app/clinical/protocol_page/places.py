"""Areas and concerns: where, why, how deep, how often, and what may not be promised."""

from consult_app.clinical.areas import Area, Concern
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.fact_words import area_words
from consult_app.clinical.protocol_page.citations import anchor_of, sources_words
from consult_app.clinical.protocol_page.markdown import heading, link, named, paragraphs, sentence, span, table


def areas(catalogue: Catalogue) -> str:
    """A table of depths, then each area with its technique and cautions."""
    return paragraphs(
        heading(2, "Areas", "areas"),
        "Depth is the range usually used; the ceiling is the deepest this protocol allows there.",
        table(
            ("Area", "Depth", "Ceiling", "Passes", "Share of body surface", "Offered"),
            (_area_row(area) for area in catalogue.areas.values()),
        ),
        *(_area(area, catalogue) for area in catalogue.areas.values()),
    )


def _area_row(area: Area) -> tuple[str, ...]:
    return (
        link(area.label, anchor_of("area", area)),
        span(area.depth_mm.low, area.depth_mm.high, "mm") if area.depth_mm else "none",
        f"{area.ceiling_mm:g} mm",
        span(*area.passes) if area.passes else "none",
        f"{area.share_percent:g} %{' both sides' if area.sides else ''}",
        "yes" if area.offered else "no",
    )


def _area(area: Area, catalogue: Catalogue) -> str:
    bone = f"At most {area.bone_cap_mm:g} mm {area.bone_note}." if area.bone_cap_mm else ""
    return paragraphs(
        heading(3, area.label, anchor_of("area", area)),
        " ".join(part for part in (area.technique, bone) if part),
        named("Cautions", " ".join(sentence(caution) for caution in area.cautions)),
        named("End point", area.end_point),
        named("US status", area.us_status),
        named("Spread in print", area.spread_in_print),
        area.refer.words if area.refer else "",
        named("Sources", sources_words(area.sources, catalogue)),
    )


def concerns(catalogue: Catalogue) -> str:
    """A table of courses, then each concern with what to expect."""
    return paragraphs(
        heading(2, "Concerns", "concerns"),
        table(
            ("Concern", "Evidence", "Depth", "Sessions", "Interval", "Offered"),
            (_concern_row(concern) for concern in catalogue.concerns.values()),
        ),
        *(_concern(concern, catalogue) for concern in catalogue.concerns.values()),
    )


def _concern_row(concern: Concern) -> tuple[str, ...]:
    return (
        link(concern.label, anchor_of("concern", concern)),
        concern.evidence_grade,
        span(concern.depth_mm.low, concern.depth_mm.high, "mm") if concern.depth_mm else "by area",
        span(*concern.sessions) if concern.sessions else "by the general rule",
        span(*concern.interval_days, "days") if concern.interval_days else "by the general rule",
        "no" if not concern.offered else "under medical supervision" if concern.supervised else "yes",
    )


def _concern(concern: Concern, catalogue: Catalogue) -> str:
    measured = [catalogue.instruments[name].label for name in concern.measure_with if name in catalogue.instruments]
    return paragraphs(
        heading(3, concern.label, anchor_of("concern", concern)),
        named("Evidence", sentence(concern.evidence_note) if concern.evidence_note else ""),
        named("Expect", concern.expect),
        named("To the client", concern.client_expect),
        named("Never promised", concern.not_promised),
        named("Limits", concern.limits),
        named("Course in print", concern.course_in_print),
        named("Deepest in print", f"{concern.depth_limit_mm:g} mm." if concern.depth_limit_mm else ""),
        named("Only in", _places(concern.only, catalogue)),
        named("Not in", _places(concern.except_in, catalogue)),
        named("Puts a no in doubt", _meant(concern, catalogue)),
        named("Measured with", sentence(", ".join((*measured, *concern.measure_by))) if measured else ""),
        concern.refer.words if concern.refer else "",
        named("Sources", sources_words(concern.sources, catalogue)),
    )


def _meant(concern: Concern, catalogue: Catalogue) -> str:
    labels = [
        catalogue.questions[each.question].label for each in concern.means if each.question in catalogue.questions
    ]
    return f"where it is asked for, a no to {' and '.join(f'“{label}”' for label in labels)}." if labels else ""


def _places(names: tuple[str, ...], catalogue: Catalogue) -> str:
    return sentence(", ".join(area_words(name, catalogue).lower() for name in names)) if names else ""
