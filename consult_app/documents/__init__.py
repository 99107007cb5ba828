"""Papers for clients and colleagues, from frozen values to PDF bytes."""

from consult_app.documents.options import DocumentOptions
from consult_app.documents.registry import DOCUMENTS, Available, available, make, make_sheets, make_signed_consent
from consult_app.documents.unprinted import unprinted_words

__all__ = [
    "DOCUMENTS",
    "Available",
    "DocumentOptions",
    "available",
    "make",
    "make_sheets",
    "make_signed_consent",
    "unprinted_words",
]
