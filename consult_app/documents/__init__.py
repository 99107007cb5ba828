"""Papers for clients and colleagues, from frozen values to PDF bytes."""

from consult_app.documents.options import DocumentOptions
from consult_app.documents.registry import (
    BLANK_FORM,
    DOCUMENTS,
    Available,
    available,
    make,
    make_sheets,
    make_signed_consent,
)
from consult_app.documents.unprinted import unprinted_words

__all__ = [
    "BLANK_FORM",
    "DOCUMENTS",
    "Available",
    "DocumentOptions",
    "available",
    "make",
    "make_sheets",
    "make_signed_consent",
    "unprinted_words",
]
