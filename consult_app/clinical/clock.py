"""Times of day as text, moved by minutes."""


def clock_after(start: str, minutes: float) -> str:
    """The time of day ``minutes`` after ``start``, past midnight too; before it when negative."""
    hours, rest = start.split(":")
    total = (int(hours) * 60 + int(rest) + round(minutes)) % (24 * 60)
    return f"{total // 60:02d}:{total % 60:02d}"
