"""When numbing cream is on, and how long the timer lets it be, by the limits of its product."""

from consult_app.clinical.numbing_products import AnaesthesiaRules
from consult_app.clinical.treatment_record import NumbingGiven
from consult_app.ui.widgets.numbing_timer import NumbingTimer


def is_on(given: NumbingGiven | None) -> bool:
    """Whether cream is on the skin, as far as the record says."""
    return given is not None and given.on is not None and given.off is None


def run_timer(timer: NumbingTimer, given: NumbingGiven, rules: AnaesthesiaRules) -> None:
    """Let a timer count from the time the cream went on, with the minutes of its product."""
    product = rules.product(given.product or "")
    minutes = product.minutes if product else None
    latest = minutes.block or minutes.high if minutes else None
    timer.run(given.on or "", minutes.low if minutes else None, latest)
