"""Passphrases: one spelling for what keyboards send differently, and the one rule they keep."""

import unicodedata

from consult_app.errors import BadInputError

PASSPHRASE_LENGTH = 15


def normal(passphrase: str) -> bytes:
    """One spelling for what different keyboards send as one character or as two (Unicode NFC), in UTF-8."""
    return unicodedata.normalize("NFC", passphrase).encode()


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase shorter than 15 characters; there are no other rules."""
    missing = PASSPHRASE_LENGTH - len(normal(passphrase).decode())
    if missing > 0:
        raise BadInputError(
            f"The passphrase needs at least {PASSPHRASE_LENGTH} characters.",
            next_step=f"Add {missing} more; four or five words that do not belong together are easy to remember.",
        )
