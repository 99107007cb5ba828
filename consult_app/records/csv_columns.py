"""Which column of a table holds which detail of a client, guessed from the names of the columns."""

from collections.abc import Mapping

from consult_app.records.search import words

FIELDS: Mapping[str, str] = {
    "name": "Name",
    "given_name": "First name",
    "family_name": "Last name",
    "date_of_birth": "Birth date",
    "sex_at_birth": "Sex at birth",
    "phone": "Phone",
    "email": "Email",
    "address": "Address",
    "foreign_id": "ID in the other program",
    "height_cm": "Height in cm",
    "weight_kg": "Weight in kg",
}
"""What a column may hold, with its name on screen; several columns may make up one address."""

_GUESSES: Mapping[str, tuple[str, ...]] = {
    "given_name": ("first name", "firstname", "given name", "forename", "vorname", "prenom", "nombre"),
    "family_name": ("last name", "lastname", "surname", "family name", "nachname", "apellido", "apellidos"),
    "name": ("name", "full name", "client name", "patient name", "client", "patient", "customer", "display name"),
    "date_of_birth": ("date of birth", "birth date", "birthdate", "birthday", "dob", "born", "geburtsdatum"),
    "sex_at_birth": ("sex at birth", "sex", "gender", "geschlecht"),
    "phone": ("phone", "mobile", "telephone", "phone number", "mobile phone", "tel", "telefon", "cell"),
    "email": ("email", "e mail", "email address", "e mail address", "mail"),
    "address": ("address", "street", "address 1", "address line 1", "town", "city", "postcode", "post code", "zip"),
    "foreign_id": ("id", "client id", "patient id", "customer id", "number", "client number", "reference", "ref"),
    "height_cm": ("height cm", "height"),
    "weight_kg": ("weight kg", "weight"),
}
_SEVERAL = frozenset({"address"})

Columns = tuple[str, ...]
"""For each column the detail it holds, empty for a column that is left out."""


def guessed_columns(header: tuple[str, ...]) -> Columns:
    """The most likely use of every column; each detail is used once, but an address may stand in several."""
    titles = [" ".join(words(title)) for title in header]
    guessed = {titles.index(own): field for field, name in FIELDS.items() if (own := " ".join(words(name))) in titles}
    for at, title in enumerate(titles):
        free = (field for field in _GUESSES if field in _SEVERAL or field not in guessed.values())
        field = next((field for field in free if title in _GUESSES[field]), "")
        if field and at not in guessed:
            guessed[at] = field
    return tuple(guessed.get(at, "") for at in range(len(titles)))


def column_problem(columns: Columns) -> str:
    """What is wrong with a choice of columns, in words; empty when rows can be read by it."""
    chosen = [field for field in columns if field]
    if not {"name", "given_name", "family_name"} & set(chosen):
        return "Choose which column holds the name."
    twice = next((field for field in chosen if chosen.count(field) > 1 and field not in _SEVERAL), "")
    return f"{FIELDS[twice]} is chosen for two columns." if twice else ""
