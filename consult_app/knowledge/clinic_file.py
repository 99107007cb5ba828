"""The clinic's own file in the folder of the practice."""

from pathlib import Path

from consult_app.errors import ConsultError

CLINIC_FILE = "clinic.yaml"


def clinic_text(home: Path) -> str | None:
    """The text of the clinic's file, None while there is none."""
    path = home / CLINIC_FILE
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ConsultError(
            f"{CLINIC_FILE} cannot be read.", "Check that it is UTF-8 text that you may read."
        ) from error
