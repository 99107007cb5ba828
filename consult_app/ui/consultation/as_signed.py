"""A finished consultation as it was signed: its summary and verdict, read back and proved."""

import logging
from dataclasses import dataclass

from pydantic import ValidationError

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.kept_summary import summary_in
from consult_app.clinical.summary import Summary, summarise
from consult_app.clinical.verdict_record import VerdictRecord
from consult_app.errors import BadInputError, VerificationError
from consult_app.records.store import Records
from consult_app.records.values import StoredConsultation

log = logging.getLogger(__name__)
FINISHED = "finished"


@dataclass(frozen=True)
class AsSigned:
    """``summary`` is None where it was kept in a form this program does not read, ``verdict`` where nothing is proved.

    ``problem`` says what is wrong with the signature, and ``next_step`` what to do; then nothing of it is shown.
    """

    summary: Summary | None = None
    verdict: VerdictRecord | None = None
    problem: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class OpenedConsultation:
    """A consultation as it is stored, and for a finished one what was signed."""

    stored: StoredConsultation
    signed: AsSigned | None = None


def read_consultation(records: Records, number: int) -> OpenedConsultation:
    """A consultation to be shown; a finished one with what was signed of it."""
    stored = records.load(number)
    return OpenedConsultation(stored, read_signed(records, number) if stored.header.status == FINISHED else None)


def summary_of(opened: OpenedConsultation, catalogue: Catalogue) -> Summary | None:
    """The summary as it was signed, of a draft by the rules of now; None where there is none."""
    if opened.signed is not None:
        return opened.signed.summary
    try:
        return summarise(opened.stored.consultation, catalogue)
    except Exception as fault:
        log.error("rules could not run: %s", type(fault).__name__)  # noqa: TRY400 (a traceback may quote answers)
        return None


def read_signed(records: Records, number: int) -> AsSigned:
    """What was signed of a finished consultation; says so where that is not proved any more."""
    try:
        content = records.signing.signed(number).content
    except (VerificationError, BadInputError) as error:
        return AsSigned(problem=error.message, next_step=error.next_step)
    try:
        verdict = VerdictRecord.model_validate_json(content.verdict)
    except ValidationError:
        verdict = None
    return AsSigned(summary_in(content.summary) if verdict else None, verdict)
