"""How easily a new passphrase could be guessed: an estimate, and advice from it, never a rule.

The guesses are zxcvbn's (Wheeler, "zxcvbn: low-budget password strength estimation", USENIX Security 2016), which
counts common words, names, dates, keyboard rows and repeats. It knows no quotations, so it may flatter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from zxcvbn import zxcvbn

Ease = Literal["easy", "fair", "hard"]
Because = Literal["", "repeats", "known", "common"]
LOOKED_AT = 32
"""Characters looked at: what follows can only make it harder to guess, and the estimate slow."""
EASY_BELOW, HARD_FROM = 8.0, 12.0
"""Powers of ten of guesses. With the key derivation of at least half a second a guess, a thousand machines at once make
10^8 in about a day of work, and 10^12 in some fifteen years."""


@dataclass(frozen=True)
class Strength:
    """How easily it is guessed, and what makes it so where that can be told."""

    ease: Ease
    because: Because = ""


def strength(passphrase: str, known: Sequence[str]) -> Strength:
    """Estimate a passphrase; ``known`` is what others know too, such as the practice's name."""
    words = [part for each in known for part in (each, *each.split()) if part]
    run_together = "".join(letter for letter in passphrase if letter.isalnum()) or passphrase
    looked_at = {typed[:LOOKED_AT] for typed in (passphrase, run_together)}
    # Blanks between words are expected by who guesses, yet zxcvbn takes each for a part of its own.
    found = min((zxcvbn(typed, user_inputs=words) for typed in looked_at), key=lambda each: each["guesses_log10"])
    guesses = float(found["guesses_log10"])
    ease: Ease = "easy" if guesses < EASY_BELOW else "fair" if guesses < HARD_FROM else "hard"
    return Strength(ease, "" if ease == "hard" else _because(found["sequence"]))


def _because(sequence: Sequence[dict[str, object]]) -> Because:
    if any(part.get("dictionary_name") == "user_inputs" for part in sequence):
        return "known"
    if any(part["pattern"] == "repeat" for part in sequence):
        return "repeats"
    return "common" if any(part["pattern"] in ("dictionary", "spatial", "sequence") for part in sequence) else ""
