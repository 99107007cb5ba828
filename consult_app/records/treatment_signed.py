"""What was signed of a treatment session, proved to be as it was."""

import json

from sqlalchemy import Connection, select

from consult_app.errors import BadInputError, VerificationError
from consult_app.records.schema import signature
from consult_app.records.signed_checks import signature_problems


def signed_remarks(connection: Connection, treatment_id: int) -> tuple[str, ...]:
    """What went beyond the plan or a limit, in the words that were signed.

    BadInputError for a session nobody signed, VerificationError when anything of it was altered since.
    """
    query = select(signature).where(signature.c.kind == "treatment", signature.c.subject_id == treatment_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise BadInputError(f"Treatment session {treatment_id} is not signed.", next_step="Finish it first.")
    if problems := signature_problems(connection, row):
        raise VerificationError(
            f"Treatment session {treatment_id} is not as it was signed: {problems[0]}.",
            "Look at it in your latest backup.",
        )
    return tuple(str(text) for text in json.loads(row.content).get("outside", ()))
