"""Roles: how the people who are asked or decide are named in a sentence."""

from collections.abc import Iterable


def role_words(role: str) -> str:
    """One role: GP, treating team."""
    return "GP" if role == "gp" else role.replace("_", " ")


def role_title(role: str) -> str:
    """One role at the head of a line: GP, Treating team."""
    words = role_words(role)
    return f"{words[:1].upper()}{words[1:]}"


def any_of(roles: Iterable[str]) -> str:
    """Several roles of which one is enough: GP or dermatologist."""
    return " or ".join(role_words(role) for role in roles)
