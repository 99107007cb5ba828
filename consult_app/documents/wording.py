"""Plain words for client papers: roles, dates, spans, and sentences that are the same for everyone.

Sentences with a clinical fact name the section of the clinical reference they come from.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from consult_app.clinical.dates import long_date
from consult_app.clinical.letters import Letter
from consult_app.clinical.roles import role_words
from consult_app.documents.runs import NO_BREAK

STATE_ICONS: Mapping[str, str] = {
    "treat": "ok",
    "precautions": "caution",
    "incomplete": "inc",
    "defer": "defer",
    "clearance": "clear",
    "do_not_treat": "stop",
}
DOCTORS: Mapping[str, str] = {
    "gp": "your GP",
    "dermatologist": "your skin doctor",
    "prescriber": "the doctor who gives you your medicine",
    "oncologist": "your cancer doctor",
    "cardiologist": "your heart doctor",
    "diabetes_team": "your diabetes team",
    "surgeon": "your surgeon",
    "neurologist": "your brain and nerve doctor",
    "haematologist": "your blood doctor",
    "allergist": "your allergy doctor",
}
KEEP_MEDICINES = "Keep taking every medicine a doctor gave you."  # 5.1, never
MAP_LABELS: Mapping[str, tuple[str, str, str]] = {
    "back": ("Left", "Your back", "Right"),
    "front": ("Right", "Your front", "Left"),
    "face": ("Right", "Your face", "Left"),
}

# 5.3, how long redness lasts, and its milestones
REDNESS_FACE = "On the face, skin is most often red for 1 to 3 days."
REDNESS_BODY = "On the body, skin is most often red for 2 to 5 days."
REDNESS_DEEP = "After deep scar work it can be red for up to 7 to 10 days."
AFTER_DAYS = "Skin can feel warm, tight, dry or itchy. It may flake. It may break out in a few small spots."
# 2.1 and 7, what may be hoped for
HOPE = "It is likely to get better, but this is not certain."
JUDGE = "We judge the result 3 months after the last session."
CHANGES = "It can go on changing for 6 to 12 months."
NUMBER = "We plan the sessions first, take stock, and then decide with you if you need more."

# 0.3 and 2.2, what the US authority has passed; by what decided the status
US_STATUS: Mapping[str, str] = {
    "instructions": "The maker of our device does not name your {}. This use is called “off-label”.",
    "use": "In the US, needling of your {} is “off-label”: it has not been passed for what you want treated there.",
    "skin_type": "In the US, needling of your {} is “off-label” for your skin type.",
    "part": "In the US, only some uses on your {} have been passed. Others are “off-label”.",
    "device": "In the US, only some devices have been passed for this use on your {}. Ours may not be one of them.",
    "missing": "We cannot say yet if this use on your {} is “off-label” in the US.",
}
US_YOUNG = (
    "You are under 22. In the US, devices for this have been passed for people of 22 or older only. "
    "At your age this use is “off-label”."
)
OFF_LABEL = "“Off-label” means a use that the maker or the authority has not passed the device for."

# 6, what is rare, in short
RISKS_RARE_SHORT = "Rare: an infection, an allergy, hard lumps, or a scar that stays. The consent form tells you more."

# 5.5, the signs that can wait some days: under the shortest time of each two, and of all
SOON_SIGNS = "Rash, lumps or new patches?"
SOON_CALL = " Call us within 2 days. "
LATER_SIGNS = "New dark marks, rows of marks or a raised scar?"
LATER_CALL = " Call us within 2 weeks."
ALL_SIGNS = "Rash, lumps, new marks or patches, raised scar?"

# 2.4 and 3.1, careful skin
CAREFUL_SKIN = (
    "Skin type {kind} can darken after needling. So we {patch}start shallow and go deeper only if it heals well."
)
PATCH_THEN = "test a small patch, "
TEST_PATCH = "We test a small patch first."


def joined(words: Iterable[str]) -> str:
    """Words as a list in a sentence: one, two and three."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def area_list(names: Sequence[str]) -> str:
    """Names of areas at the head of a line: Upper back and left shoulder."""
    return joined([names[0], *(name[:1].lower() + name[1:] for name in names[1:])])


def capital(words: str) -> str:
    """The words with a capital at the start."""
    return words[:1].upper() + words[1:]


def lower(words: str) -> str:
    """The words with a small letter at the start, as they stand within a sentence."""
    return words[:1].lower() + words[1:]


def first_sentence(words: str) -> str:
    """The first sentence of the words."""
    head, stop, _ = words.partition(". ")
    return f"{head}." if stop else words


def sentence(words: str) -> str:
    """The words with a capital, and a full stop where none stands."""
    return capital(words) if words.endswith((".", "?", ":")) or not words else f"{capital(words)}."


def doctor(role: str, name: str | None) -> str:
    """Who is written to, in the client's words: your skin doctor, Dr Ian Whitcombe."""
    words = DOCTORS.get(role, f"your {role_words(role)}")
    return f"{words}, \u2068{name}\u2069" if name else words


def addressee(letter: Letter) -> str:
    """Who a letter goes to, with the name where one is known."""
    return doctor(letter.role, letter.contact.name if letter.contact else None)


def millimetres(low: float, high: float | None = None) -> str:
    """A depth, or a band of depths: 0.75 to 1.25 mm."""
    words = f"{low:.2f} mm" if high is None or high == low else f"{low:.2f} to {high:.2f} mm"
    return words.replace(" ", NO_BREAK)


def clock(time: str, country: str) -> str:
    """A time of day as the country writes it: 20:30, 8:30 pm."""
    if country != "US":
        return time
    hours, minutes = time.split(":")
    return f"{(int(hours) + 11) % 12 + 1}:{minutes} {'pm' if int(hours) >= 12 else 'am'}"


def long_weekday(day: date) -> str:
    """A day with its weekday in full: Tuesday 13 April 2027."""
    return f"{day:%A} {long_date(day)}"


def days(start: date, end: date) -> str:
    """A day or span of days with its year: 24 July 2027, 29 May to 12 June 2027."""
    if start == end:
        return long_date(start)
    first = long_date(start) if start.year != end.year else f"{start.day} {start:%B}"
    if (start.year, start.month) == (end.year, end.month):
        first = f"{start.day}"
    return f"{first} to {long_date(end)}"


def answers(number: int) -> str:
    """Answer, or answers."""
    return "answer" if number == 1 else "answers"


def event(words: str) -> str:
    """An event that is waited for, as it is told to the client: until you have been well for 7 days."""
    return words.replace("the client has", "you have").replace("the client", "you")


def wait_ends(day: date | None) -> str:
    """The end of a wait as a sentence, with a blank before it; empty without a date."""
    return f" This wait ends on {long_date(day)}." if day else ""


def unique(items: Sequence[str]) -> tuple[str, ...]:
    """The items that are not empty, each once, in order."""
    return tuple(dict.fromkeys(item for item in items if item))
