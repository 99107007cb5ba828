"""The first page: what this is, who signs it, and what in it is not yet verified."""

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.dates import long_date
from consult_app.clinical.protocol_page.citations import Citing, citing, source_anchor, source_number
from consult_app.clinical.protocol_page.markdown import bullets, heading, link, paragraphs, table

IS = (
    "The rules, numbers and wordings below are those the program works by, word for word; this page is written from "
    "the same data. It helps a trained practitioner to reach a decision about microneedling for one adult client: it "
    "says what was found, why, from which source, and whom to ask. The practitioner decides, and can see the ground of "
    "every line.",
)
IS_NOT = (
    "It is no medical advice and no diagnosis, and does not replace examination, training or the instructions for use "
    "of the device in the room; where device and protocol differ, the stricter holds.",
    "It never tells anyone to stop, start or change a prescribed medicine; it says who must be asked.",
    "It is not a law book: age limits and who may treat what differ by country and are set by the clinic.",
    "An answer that is missing never counts as safe.",
)
READING = (
    "**seen**: the cited page, or an excerpt of it, was read when the rule was written; its grade tells what it is "
    "(A regulator, official label, guideline or reviewed paper; B a maker's manual; C a clinic, vendor or news page; "
    "D marketing).",
    "**recalled, to be verified**: established literature put down from memory; look it up before relying on it.",
    "**clinic default**: a choice of this protocol, mostly the cautious end of what is in print; the clinical lead may "
    "change it.",
    "**starting text**: prose the protocol was asked to cover; a claim, not a proof.",
    "A source that *disputes* a rule points the other way and is listed on purpose.",
)


def opening(catalogue: Catalogue) -> str:
    """Title, version, purpose, signature."""
    protocol = catalogue.protocol
    return paragraphs(
        heading(1, "Protocol for microneedling"),
        table(
            ("", ""),
            (
                ("Version", protocol.version),
                ("In force from", long_date(protocol.effective_from)),
                ("Review by", long_date(protocol.review_by)),
                ("Digest of the data", f"`{catalogue.digest}`"),
                ("Rules, questions, sources", _sizes(catalogue)),
            ),
        ),
        "The digest changes with every letter of the data. The program prints it beside each verdict, so a signature "
        "here covers exactly the rules that carry this digest.",
        heading(2, "What this is, and what it is not", "purpose"),
        *IS,
        bullets(IS_NOT),
        heading(2, "Signature", "signature"),
        "I have read this protocol, accept it for use in this clinic with the changes noted, and take the open points "
        "listed below into account.",
        table(
            ("", "Clinical lead"),
            (("Name", ""), ("Role and registration", ""), ("Date", ""), ("Changes noted", ""), ("Signature", "")),
        ),
        heading(2, "How sources are marked", "marks"),
        bullets(READING),
    )


def _sizes(catalogue: Catalogue) -> str:
    counts = (len(catalogue.contraindications), len(catalogue.questions), len(catalogue.sources))
    return ", ".join(str(count) for count in counts)


def to_verify(catalogue: Catalogue) -> str:
    """Every source stated from memory with what uses it, and what rests on no publication at all."""
    cited = tuple(citing(catalogue))
    recalled = [source for source in catalogue.sources.values() if source.kind == "recalled"]
    rows = []
    for source in recalled:
        uses = [each for each in cited if source.id in {ref.id for ref in each.sources}]
        rows.append((link(source_number(source), source_anchor(source)), source.citation, _uses(uses, catalogue)))
    defaults = [each for each in cited if _kinds(each, catalogue) == {"policy"}]
    return paragraphs(
        heading(2, "Still to be verified", "to-verify"),
        f"{len(recalled)} sources are recalled and were not read again. A star marks what rests on recalled sources "
        "alone, apart from clinic defaults.",
        table(("No.", "Source", "Used by"), rows),
        heading(2, "Resting on clinic defaults alone", "defaults"),
        "No publication stands behind these; they are choices the clinical lead makes by signing.",
        bullets(_linked(each) for each in defaults),
    )


def _uses(uses: list[Citing], catalogue: Catalogue) -> str:
    if not uses:
        return "nothing; kept for the record"
    named_uses = [
        f"{_linked(each)}{' ★' if _kinds(each, catalogue) <= {'recalled', 'policy'} else ''}" for each in uses
    ]
    return "; ".join(dict.fromkeys(named_uses))


def _kinds(each: Citing, catalogue: Catalogue) -> set[str]:
    return {catalogue.sources[ref.id].kind for ref in each.sources}


def _linked(each: Citing) -> str:
    return link(each.label.rstrip("."), each.anchor)
