"""The planning numbers in sentences: data for the protocol page."""

from collections.abc import Mapping

TOPICS: Mapping[str, str] = {
    "depth": "Depth",
    "careful": "Careful skin",
    "course": "Length of a course",
    "interval": "Interval",
    "patch": "Test patch",
    "first_body": "First session on the body",
    "fields": "Fields of large areas",
    "calendar": "Looking ahead",
    "sun": "Time in the sun",
    "finish": "Being done by a day",
    "pauses": "Products that rest around a session",
}
WORDS: Mapping[str, str] = {
    "depth.step_mm": "Depths are set in steps of {} mm.",
    "depth.lowest_mm": "No depth is planned below {} mm.",
    "depth.unsupervised_mm": "Without medical supervision nobody goes deeper than {} mm.",
    "depth.aged_from_glogau": "Skin counts as sun-aged from Glogau type {} on.",
    "depth.aged_less_mm": "Sun-aged skin is needled {} mm less deep.",
    "depth.careful_less_mm": "Careful skin is needled {} mm less deep.",
    "depth.darkest_less_mm": "The darkest skin types are needled {} mm less deep.",
    "depth.face_first_mm": "A first session on the face starts at {} mm at most.",
    "depth.grade_one_as": "Scars of grade 1 are colour, not contour, and are planned as {}.",
    "careful.from_type": "Skin is careful from Fitzpatrick type {} on; a type that is not known counts as the darkest.",
    "careful.darkest_from_type": "The darkest skin begins at Fitzpatrick type {}.",
    "course.sessions": "A course has {} sessions where no concern says otherwise.",
    "interval.days": "Two needlings of the same field lie at least {} days apart.",
    "interval.careful_days": "On careful skin, or over a large field on the body, at least {} days.",
    "interval.careful_concerns": "The longer interval also holds for {}.",
    "interval.body_field_cm2": "A field on the body is large above {} cm².",
    "interval.hair_days": "On the scalp for hair at least {} days.",
    "interval.hair_concerns": "That shorter interval is for {}.",
    "patch.area_cm2": "A test patch covers {} cm².",
    "patch.careful_days": "On careful skin it is watched for {} days before the first session.",
    "first_body.block_cm2": "The first session on a body area treats one block of {} cm².",
    "first_body.review_days": "It is looked at again after {} days.",
    "fields.numbed_cm2": "With numbing cream one visit covers {} cm² at most.",
    "fields.back_share_percent": "Without cream it is a share of the back, which is {} % of the body surface.",
    "fields.back_parts": "The back is divided into {} parts.",
    "fields.assumed_surface_m2": "Where body size is not known, {} m² of body surface is taken to size an area.",
    "fields.gap_days": "Visits for different fields lie at least {} days apart.",
    "calendar.horizon_days": "A later day is looked for up to {} days past the first that could be one.",
    "finish.settled_days": "Skin takes {} days to settle.",
    "finish.judged_months": "The result is judged {} months after the last session.",
}
"""Each number by its place in the data; one without a sentence stands under its own name."""
NUMERALS = frozenset({"careful.from_type", "careful.darkest_from_type", "depth.aged_from_glogau"})
"""Numbers that are written as numerals."""
