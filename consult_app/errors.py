"""Errors whose text a user may read, each with a next step."""


class ConsultError(Exception):
    """A situation the user can do something about.

    ``message`` says what happened, ``next_step`` what to do. Any other exception is a fault of the program.
    """

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__(f"{message} {next_step}".strip())
        self.message = message
        self.next_step = next_step


class BadInputError(ConsultError):
    """Input that was refused; ``problems`` names each place and reason."""

    def __init__(self, message: str, problems: tuple[str, ...] = (), next_step: str = "") -> None:
        super().__init__(message, next_step)
        self.problems = problems


class KnowledgeProblemsError(BadInputError):
    """The knowledge or the clinic's file has problems, so nothing may be judged by it."""


class WrongPassphraseError(ConsultError):
    """The passphrase opened no key slot; the next try has to wait ``wait_seconds``."""

    wait_seconds = 0


class VerificationError(ConsultError):
    """Something stored does not match what it should be."""
