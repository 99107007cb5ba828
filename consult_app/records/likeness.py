"""Clients who are probably the same person as the one whose details are typed, and why."""

from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlalchemy import Connection, select

from consult_app.clinical.consultation import Client
from consult_app.records.clients import stored_client
from consult_app.records.finding import find
from consult_app.records.schema import client, client_word
from consult_app.records.search import LONGEST_WORD, folded_email, folded_name, national_digits
from consult_app.records.values import StoredClient

SIMILAR = 80
"""How alike two names must be, of 100, to be thought one with the same birth date."""
_SAME_PERSON = "Same name and birth date"
_MOST, _FEWEST_DIGITS = 100, 6


@dataclass(frozen=True)
class Likeness:
    """A client who is probably the same person, and why, in words."""

    client: StoredClient
    reason: str


def likely_duplicates(connection: Connection, details: Client) -> tuple[Likeness, ...]:
    """The surest first; never the client the details belong to."""
    rows = connection.execute(select(client).where(client.c.id.in_(_candidates(connection, details))))
    others = [stored_client(row) for row in rows if row.merged_into is None and row.erased_at is None]
    alike = [Likeness(other, why_alike(details, other.details)) for other in others if other.id != details.id]
    found = [each for each in alike if each.reason]
    return tuple(sorted(found, key=lambda each: (not each.reason.startswith(_SAME_PERSON), each.client.id)))


def why_alike(one: Client, other: Client) -> str:
    """Why two clients are probably one person, in words; empty when nothing says so."""
    phone = national_digits(one.phone)
    reasons = [
        _by_name(one, other),
        "same phone number" if len(phone) >= _FEWEST_DIGITS and phone == national_digits(other.phone) else "",
        "same e-mail address" if one.email and folded_email(one.email) == folded_email(other.email) else "",
    ]
    said = ", ".join(reason for reason in reasons if reason)
    return said[:1].upper() + said[1:]


def _by_name(one: Client, other: Client) -> str:
    name, another = folded_name(one.name), folded_name(other.name)
    same = bool(name) and sorted(name.split()) == sorted(another.split())
    if not one.date_of_birth or not other.date_of_birth:
        return "same name, a birth date is missing" if same else ""
    if one.date_of_birth != other.date_of_birth:
        return ""
    if same:
        return _SAME_PERSON
    return "similar name and same birth date" if fuzz.token_sort_ratio(name, another) >= SIMILAR else ""


def _candidates(connection: Connection, details: Client) -> set[int]:
    """Everybody with the birth date, the name, the e-mail address or the phone number."""
    found = (
        {row.id for row in find(connection, details.name, _MOST)}
        if folded_name(details.name) and details.name
        else set()
    )
    if details.date_of_birth:
        born = select(client.c.id).where(client.c.date_of_birth == details.date_of_birth)
        found |= set(connection.execute(born.limit(10 * _MOST)).scalars())
    whole = [word[:LONGEST_WORD] for word in (folded_email(details.email), national_digits(details.phone)) if word]
    having = select(client_word.c.client_id).where(client_word.c.word.in_(whole))
    return found | set(connection.execute(having.limit(_MOST)).scalars())
