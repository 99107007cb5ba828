"""How findings become an outcome: the ten decision rules in plain words."""

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.protocol_page.markdown import heading, paragraphs, table

OUTCOMES = (
    ("1", "Do not treat", "No treatment."),
    ("2", "Medical clearance", "No treatment until a named clinician has answered in writing."),
    ("3", "Defer", "No treatment before a day, or before something has happened."),
    ("4", "Incomplete", "A question is open that could still end in one of the three above: no treatment and no date."),
    ("5", "Treat with precautions", "Treatment may go ahead; the precautions stand on plan and sheet."),
    ("6", "Can treat", "Nothing was found against it."),
)
RULES = (
    (
        "Area by area",
        "Each requested area is judged for itself and the person as a whole. What concerns the person holds for every "
        "area; what concerns a place holds for the areas it overlaps. The overall line is the strictest of them all.",
    ),
    (
        "The strictest leads, all are shown",
        "The highest outcome counts, but every finding is listed. Where a clearance and a wait both apply, nothing "
        "happens before the later of the two. Under Do not treat and Incomplete no date is given.",
    ),
    (
        "The latest day wins",
        "Of several waits for one area the last to end counts. Where a rule grows milder in steps, it asks for a "
        "clearance and names a day while a clearance step is still to come. Waiting never makes an outcome stricter.",
    ),
    (
        "How time is counted",
        "What happened is day 0, and N days are over on day N. Months are calendar months: the same day number, or the "
        "month's last day. A result N months old still counts on that day. Of a month without a day, the day that "
        "keeps the client waiting longest is taken: its last for how long ago, its first for how fresh. A year alone "
        "is not known. A birth date is exact.",
    ),
    (
        "Silence is not a no",
        "A blank or an unsure answer that could still end in Defer or above gives Incomplete. Where it could at most "
        "add a precaution, it becomes the precaution that it was not answered. Questions marked ● are each answered by "
        "themselves and never by a sweep over the rest.",
    ),
    (
        "Impossible dates",
        "A day ahead of today or before birth is an error and blocks like a missing answer, save for what is planned. "
        "Someone born on 29 February comes of age on 1 March.",
    ),
    (
        "Prescribed medicines",
        "Nobody is told to stop, start or change one. The program names who has to be asked.",
    ),
    (
        "Who may decide otherwise",
        "A practitioner may override precautions, and those waits that say so, with name and reason. Waits for "
        "infection, herpes in the field, broken or irritated skin, sunburn, fever, acne with pustules or nodules, and "
        "recent isotretinoin are never overridden; of these a dermatologist may shorten the last, in writing. A "
        "clearance is lifted by the written answer of the clinician named; without it only a doctor or independent "
        "prescriber may go ahead, and never with a changing lesion. Do not treat is lifted only where the rule says by "
        "whom. An open question is answered, not overridden. Decisions stand beside the outcome and never change it.",
    ),
    (
        "Every session anew",
        "The whole list is asked again at each session; older answers count only once they have been confirmed.",
    ),
    (
        "Numbing",
        "What speaks of an anaesthetic judges the numbing plan for the product chosen, with the product's limits. For "
        "the needling it counts as a precaution, unless its rule concerns the person. Numbing can be blocked while "
        "needling goes ahead.",
    ),
)


def decision_rules(_catalogue: Catalogue) -> str:
    """The outcomes by rank, and the rules that lead to them."""
    return paragraphs(
        heading(2, "How a decision is reached", "decision-rules"),
        table(("Rank", "Outcome", "Meaning"), OUTCOMES),
        "A lesion that is left out counts as a precaution for its area. A note is information and changes nothing.",
        "\n".join(f"{number}. **{name}.** {text}" for number, (name, text) in enumerate(RULES, 1)),
    )
