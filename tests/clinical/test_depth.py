"""Needle depth: what a limit of depth says and rests on."""

from consult_app.clinical.course import Circumstances
from consult_app.clinical.depth import bone_caps, depths
from tests.clinical.knowledge_files import areas, concerns, planning
from tests.clinical.plans import TODAY, asked, only


def test_a_concern_without_a_depth_of_its_own_leaves_the_areas_band() -> None:
    scalp, named = asked("scalp", "alopecia_areata"), concerns()["alopecia_areata"]
    assert named.depth_mm is None
    found = depths(scalp, [named], Circumstances(as_of=TODAY, skin_type=2), planning())
    assert found.band == areas()["scalp"].depth_mm


def test_sun_aged_skin_is_told_what_it_takes_off_and_why() -> None:
    reason = only(asked("back_upper"), glogau=3).ceiling_reason
    assert reason.text == "Upper back: at most 1.75 mm, the area's 2 mm less 0.25 mm for sun-aged skin (Glogau 3)."
    own, rules = areas()["back_upper"].sources, planning().depth.sources
    assert reason.sources == (*own, *rules)


def test_over_bone_the_lower_cap_is_told_with_its_source() -> None:
    (cap,) = bone_caps([asked("back_upper"), asked("face_cheeks")])
    assert cap.text.startswith("Upper back: at most 1 mm ")
    assert cap.text.endswith("; no rolling, no pressure there.")
    assert cap.sources == areas()["back_upper"].sources
