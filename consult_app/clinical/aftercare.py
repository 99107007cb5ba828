"""Care sheets: the lines that apply to a client, with the days they fall on."""

from consult_app.clinical.care_protocol import CareProtocol

__all__ = ["CareProtocol"]
