"""Consents for tests: of the usual consultation, drawn or on paper."""

from typing import Any

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consent import Consent, ConsentScope, scope_of
from consult_app.clinical.summary import summarise
from consult_app.records.consent_values import StoredConsent
from consult_app.records.store import Records

STROKES = (((0.1, 0.1), (0.3, 0.18), (0.5, 0.08)), ((0.6, 0.12),))
SCOPE = ConsentScope.model_validate(
    {
        "areas": [{"key": "back_upper", "name": "Upper back", "deepest_mm": 1.25}],
        "device": "needling pen",
        "risks": ["Redness for a day or two."],
    }
)


def drawn(**parts: Any) -> Consent:
    """A consent signed on the screen; the parts given replace or add to that."""
    usual = {"date": "2026-11-20", "name": "Marisol Vega", "witness": "Dana Okafor", "scope": SCOPE}
    return Consent.model_validate(usual | {"way": "strokes", "strokes": STROKES} | parts)


def consented(records: Records, catalogue: Catalogue, consultation_id: int) -> StoredConsent:
    """The client of a consultation agrees to all its form says."""
    stored = records.load(consultation_id)
    value = stored.consultation
    agreed = drawn(date=value.as_of, name=value.client.name, scope=scope_of(summarise(value, catalogue)))
    return records.consents.give(consultation_id, stored.revision, agreed, b"%PDF the form as it was signed")


def on_paper(**parts: Any) -> Consent:
    """A consent signed on paper and recorded."""
    return drawn(**({"way": "paper", "strokes": ()} | parts))
