"""Times of day as people type them."""

import re

TIME_PROBLEM = "This is not a time yet. Write it as 14:30."
_TYPED = re.compile(r"^(\d{1,2})(?:[:.h ]?(\d{2}))?$")


def read_time(typed: str) -> str | None:
    """The time as 14:30, for 14:30, 14.30, 1430 or 14; None when it cannot be read."""
    match = _TYPED.match(typed.strip())
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None
