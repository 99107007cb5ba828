"""Which pieces of the artwork show an area, and which views of the body show a set of areas."""

from collections.abc import Mapping, Sequence

from consult_app.documents.body_map import View

_SIDES = ("left", "right")

# Regions of each view by area id; a star stands for the side, or for both.
_DRAWN: Mapping[str, Mapping[View, tuple[str, ...]]] = {
    "face_forehead": {"face": ("forehead", "temples.left", "temples.right")},
    "face_periorbital": {"face": ("periorbital.*",)},
    "face_nose": {"face": ("nose",)},
    "face_cheeks": {"face": ("cheeks.*",)},
    "face_perioral": {"face": ("perioral",)},
    "face_chin_jaw": {"face": ("chin", "jawline.left", "jawline.right")},
    "scalp": {"face": ("scalp",), "back": ("head",)},
    "neck_front": {"face": ("neck",), "front": ("neck",)},
    "decolletage": {"front": ("decolletage",)},
    "shoulders": {"back": ("shoulders.*",), "front": ("shoulders.*",)},
    "upper_arms": {"back": ("upper_arms.*",), "front": ("upper_arms.*",)},
    "axilla": {"front": ("axillae.*",)},
    "hands_dorsum": {"back": ("hands.*",)},
    "abdomen": {"front": ("abdomen",)},
    "flanks": {"back": ("flanks.*",), "front": ("flanks.*", "hips.*")},
    "back_upper": {"back": ("upper_back",)},
    "back_mid": {"back": ("mid_back",)},
    "back_lower": {"back": ("lower_back",)},
    "buttocks": {"back": ("buttocks.*",)},
    "thighs": {"back": ("thighs_back.*",), "front": ("thighs_front.*",)},
    "knees": {"front": ("knees.*",)},
}
_ORDER: tuple[View, ...] = ("back", "front", "face")


def regions(key: str, view: View) -> tuple[str, ...]:
    """The region ids that show an area key in a view; empty where it cannot be seen."""
    area, _, side = key.partition(".")
    names = _DRAWN.get(area, {}).get(view, ())
    sides = (side,) if side else _SIDES
    return tuple(name.replace("*", each) for name in names for each in (sides if "*" in name else ("",)))


def views(keys: Sequence[str]) -> tuple[View, ...]:
    """The fewest views that show every area at least once, the fullest first."""
    left, found = set(keys), []
    while left:
        best = max(_ORDER, key=lambda view: sum(bool(regions(key, view)) for key in left))
        seen = {key for key in left if regions(key, best)}
        if not seen:
            break
        found.append(best)
        left -= seen
    return tuple(found)
