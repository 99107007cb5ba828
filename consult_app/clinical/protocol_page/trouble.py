"""Signs of trouble with numbing, in their order, and what is done."""

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.protocol_page.citations import anchor_of, sources_words
from consult_app.clinical.protocol_page.markdown import bullets, heading, named, paragraphs
from consult_app.clinical.trouble_signs import Trouble


def trouble(catalogue: Catalogue) -> str:
    """Every problem, the most dangerous first."""
    return paragraphs(
        heading(2, "Signs of trouble with numbing", "trouble"),
        "In the order the signs usually come. The window shows them beside the numbing plan.",
        *(_problem(problem, catalogue) for problem in catalogue.trouble_signs.values()),
    )


def _problem(problem: Trouble, catalogue: Catalogue) -> str:
    return paragraphs(
        heading(3, problem.label, anchor_of("trouble", problem)),
        named("Signs", f"{'; '.join(problem.signs)}."),
        problem.onset,
        bullets(problem.do),
        named("In hospital", problem.hospital),
        named("Sources", sources_words(problem.sources, catalogue)),
    )
