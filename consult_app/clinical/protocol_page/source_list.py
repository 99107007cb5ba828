"""The sources: what each is, how it is known, and where it can be read."""

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.entries import Source
from consult_app.clinical.protocol_page.citations import PROVENANCE, source_anchor, source_number
from consult_app.clinical.protocol_page.markdown import heading, paragraphs, sentence


def source_list(catalogue: Catalogue) -> str:
    """Every source with its mark, its grade and its address."""
    return paragraphs(
        heading(2, "Sources", "sources"),
        "\n".join(_source(source) for source in catalogue.sources.values()),
    )


def _source(source: Source) -> str:
    grade = "" if source.grade == "-" else f", grade {source.grade}"
    address = f" <{source.address}>" if source.address else ""
    anchor = f'<a id="{source_anchor(source)}"></a>'
    return (
        f"- {anchor}**{source_number(source)}** {sentence(source.citation)} ({PROVENANCE[source.kind]}{grade}){address}"
    )
