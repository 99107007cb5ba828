"""Papers made of every block, as the real ones are."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from consult_app.documents.blocks import (
    StripCell,
    bullet_box,
    checklist_item,
    note_box,
    side_by_side,
    state_box,
    strip,
    table,
)
from consult_app.documents.body_map import BodyMap
from consult_app.documents.forms import ReplyQuestion, SignatureField, reply_slip, signature_block
from consult_app.documents.layout import Sheets, build, section, text_width, title
from consult_app.documents.options import DocumentOptions, Footer, Letterhead, NotSet
from consult_app.documents.runs import Prose, Strong
from consult_app.documents.text import Text
from consult_app.documents.timeline import TimelineRow, timeline
from consult_app.documents.type_scale import type_scale
from consult_app.documents.urgent import Urgent, urgent_box

HEAD = Letterhead(
    "Fernhill Skin Clinic", ("4 Fernhill Row, Ashby Vale AV3 8QT", "01632 960147 · hello@fernhill.example")
)
FOOT = Footer("Marisol Vega · C-0412", "Protocol 2026.2", "Printed 20 Nov 2026, 11:42", "a1b2c3d4")
DAYS = [
    TimelineRow(
        "Tue 13 Apr", "Today", "Skin is red and warm.", "Keep it clean and dry until bed. Wear a loose cotton top."
    ),
    TimelineRow("Wed 14 Apr", "Day 1", "Still red.", "Rinse with cool water. Pat dry. Then put on the plain cream."),
    TimelineRow("15 to 16 Apr", "Days 2 to 3", "The red fades. Skin feels dry or itchy.", "Stay in the shade."),
    TimelineRow("17 to 20 Apr", "Days 4 to 7", "Skin may flake. Marks can look darker.", "Leave flakes alone."),
    TimelineRow("21 to 27 Apr", "Week 2", "Skin looks and feels normal.", "Go back to your own creams."),
    TimelineRow("Tue 11 May", "Week 4", "You may see a first change.", "Come in at 10:30 for a check."),
]
URGENT = Urgent(
    call="Call 999 now",
    signs="if your face or tongue swells, you can’t breathe well, you pass out, or your lips turn blue.",
    call_us="Call us the same day",
    phone="01632 960147",
    reasons=("Redness that spreads", "Pus or a yellow crust", "Blisters", "A fever or chills", "Pain that gets worse"),
    closed="Closed? Call 111.",
    later=(Strong("New dark marks?"), " Call us within 2 weeks."),
)


def plan(
    options: DocumentOptions, foot: Footer = FOOT, head: Letterhead = HEAD, name: str = "Marisol Vega", extra: int = 8
) -> Sheets:
    scale = type_scale("sheet", large_print=options.large_print)
    visits = [StripCell(f"Session {index}", "Tue 13 Apr 2027", "6 weeks later") for index in range(1, 6)]
    rows: list[list[Prose]] = [
        [Strong("Upper back"), "Acne scars, grade 3", "1.00 mm"],
        ["Numbing cream", "None, because of an allergy"],
    ]
    story: list[Flowable] = [
        title("Your treatment plan", scale.title),
        *strip([StripCell("Name", name, bold=True), StripCell("Born", "4 Jun 1998")], scale),
        state_box("defer", "Please wait until 12 March 2027", [(Strong(name), ", your wait ends then.")], scale),
        *section("Before your first visit", scale.section),
        *(checklist_item((Strong(f"Item {index}."), " Keep out of the sun. " * 5), scale) for index in range(extra)),
        *section("What we plan to treat", scale.section),
        *table(["Area", "Why", "Depth"], rows, [3, 4, 2], scale, text_width(options.paper)),
        BodyMap("back", ["upper_back"], ["shoulders.right"], labels=("Left", "Your back", "Right"), style=scale.label),
        *section("Your visits", scale.section),
        *strip(visits, scale),
        note_box("Cost", ["Not chosen."], scale),
        signature_block([SignatureField("Signature", strokes=(((0, 1), (1, 0)),)), SignatureField("Date", 0.5)], scale),
    ]
    return build("Treatment plan", story, head, foot, options)


def aftercare(options: DocumentOptions, urgent: Urgent = URGENT, days: Sequence[TimelineRow] = DAYS) -> Sheets:
    def arranged(*, close: bool = False, urgent_first: bool = False) -> list[Flowable]:
        scale = type_scale("care", large_print=options.large_print, spacing="compact" if close else "standard")
        lists = [("do", "Do"), ("dont", "Don’t"), ("normal", "Normal")]
        boxes = [bullet_box(icon, head, ["Wash hands first.", "Use a clean towel."], scale) for icon, head in lists]
        rest = [*timeline(("When", "What you may feel", "What to do"), days, scale), *side_by_side(boxes, scale)]
        box = urgent_box(urgent, scale)
        order = [box, *rest] if urgent_first else [*rest, box]
        return [title("After your session", scale.title), Text("For your upper back.", scale.lead), *order]

    for story in (arranged(), arranged(close=True)):
        sheets = build("Aftercare", story, HEAD, FOOT, options)
        if sheets.pages == 1:
            return sheets
    return build("Aftercare", arranged(urgent_first=True), HEAD, FOOT, options)


def letter(options: DocumentOptions, phone: str | NotSet = "01632 960147") -> Sheets:
    scale = type_scale("letter", large_print=options.large_print)
    questions = [ReplyQuestion("Last dose", ("Correct", "Other date")), ReplyQuestion("Anything else", (), True, 1)]
    fields = [
        SignatureField("Signature"),
        SignatureField("Name and registration number", 1.2),
        SignatureField("Date", 0.6),
    ]
    story = [
        title("Request for medical clearance", scale.title),
        *(Text("She has asked us for microneedling of acne scars on her back. " * 6, scale.body) for _ in range(5)),
        reply_slip("Your reply", "Please post this page back", questions, fields, scale),
    ]
    return build("Clearance letter", story, Letterhead("Fernhill Skin Clinic", (phone,)), FOOT, options)
