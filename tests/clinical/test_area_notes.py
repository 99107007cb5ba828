"""What is said of an area's technique, cautions and device beside a plan."""

import pytest

from consult_app.clinical.area_notes import area_notes
from consult_app.clinical.consultation import AreaConcern, AreaRequest
from consult_app.clinical.course import AreaToPlan
from tests.clinical.knowledge_files import areas, concerns


def told(area: str, kind: str, *named: str) -> list[str]:
    request = AreaRequest(id=area, concerns=tuple(AreaConcern(id=name) for name in named))
    asked = AreaToPlan(request, areas()[area], area_cm2=90, estimated=False, may_plan=True)
    found = list(area_notes([asked], concerns(), kind))
    assert all(reason.sources for reason in found)
    return [reason.text for reason in found]


def test_technique_and_cautions_of_an_area_are_told() -> None:
    mind = "Prone to keloids; folliculitis; moles the client cannot see."
    assert told("back_upper", "pen") == [f"Upper back: Work in blocks of about 10 x 10 cm. {mind}"]
    assert told("back_mid", "pen")[0].startswith("Middle back: Work in blocks")
    assert told("knees", "pen") == ["Knees: The joint moves; bone close under the skin."]


@pytest.mark.parametrize(
    ("area", "kind", "words"),
    [
        ("scalp", "roller", "Scalp: the protocol names a pen or a stamp here, not a roller."),
        ("back_upper", "stamp", "Upper back: the protocol names a pen here, not a stamp."),
        ("face_cheeks", "stamp", ""),
    ],
)
def test_the_trap_of_rollers_as_the_standard_is_told(area: str, kind: str, words: str) -> None:
    assert told(area, kind)[1:] == ([words] if words else [])


def test_a_concern_that_wants_another_device_says_so() -> None:
    words = "Cheeks: for Ice-pick acne scars the protocol names a stamp."
    assert told("face_cheeks", "pen", "acne_scar_icepick", "acne_scar_rolling")[1:] == [words]
    assert told("face_cheeks", "stamp", "acne_scar_icepick")[1:] == []
