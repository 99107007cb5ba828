"""Loading the knowledge: the program's own with the clinic's settings, and no catalogue while a problem stands."""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.overlay import overlaid
from consult_app.clinical.practice import Practice
from consult_app.clinical.problems import described
from consult_app.clinical.tightening import tightened
from consult_app.clinical.widening import widened
from consult_app.errors import KnowledgeProblemsError
from consult_app.knowledge.consistency import additions_that_surprise, crossed
from consult_app.knowledge.references import dangling
from consult_app.knowledge.stated import Stated, own_knowledge, read_knowledge
from consult_app.knowledge.yaml_text import parse


def load_catalogue(
    root: Path | None = None, clinic_text: str | None = None
) -> tuple[Catalogue | None, tuple[str, ...]]:
    """The catalogue, or None with every problem named by file and entry.

    ``root`` is the knowledge folder, by default the program's own; ``clinic_text`` the clinic's file, None for a
    practice that has set nothing yet.
    """
    stated = read_knowledge(root) if root else own_knowledge()
    practice, clinic_problems = read_practice(clinic_text)
    found = (*stated.problems, *clinic_problems)
    if found or practice is None:
        return None, found
    digest = hashlib.sha256(clinic_text.encode()).hexdigest() if clinic_text is not None else None
    return _with_practice(stated, practice, digest)


def _with_practice(
    stated: Stated, practice: Practice, clinic_digest: str | None
) -> tuple[Catalogue | None, tuple[str, ...]]:
    rules = (*stated.rules, *practice.additions)
    overlay = overlaid(tightened(rules, practice), practice.changes)
    catalogue = stated.catalogue(practice, overlay.rules, clinic_digest, overlay.words)
    problems = (
        *(f"clinic.yaml: {problem}" for problem in overlay.problems),
        *dangling(catalogue),
        *(crossed(catalogue, rules) or additions_that_surprise(catalogue)),
    )
    return (None, problems) if problems else (catalogue, ())


def clinic_widening(before: str, after: str) -> tuple[str, ...]:
    """What a clinic's file allows that the one before it did not, in words; one that cannot be read allows nothing."""
    old, new = read_practice(before)[0], read_practice(after)[0]
    return () if new is None else widened(old or Practice(format=1), new, own_knowledge().rules)


def read_practice(text: str | None) -> tuple[Practice | None, tuple[str, ...]]:
    """The clinic's file as a value, and its problems; no file is a practice that has set nothing yet."""
    if text is None:
        return Practice(format=1), ()
    content, problems = parse(text)
    if problems:
        return None, tuple(f"clinic.yaml: {problem}" for problem in problems)
    try:
        return Practice.model_validate(content), ()
    except ValidationError as error:
        return None, tuple(f"clinic.yaml: {problem}" for problem in described(error))


def catalogue_or_error(clinic_text: str | None = None) -> Catalogue:
    """The program's own catalogue; KnowledgeProblemsError naming every problem when it does not pass its checks."""
    catalogue, problems = load_catalogue(clinic_text=clinic_text)
    if catalogue is None:
        raise KnowledgeProblemsError(
            "The clinical knowledge does not pass its checks, so nothing is judged by it.",
            problems,
            "Mend the entries named, or install the program again.",
        )
    return catalogue
