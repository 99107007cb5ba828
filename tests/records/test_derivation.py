"""The cost of a try fits the machine and never falls below the least."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from consult_app.records.derivation import (
    FULL_COST,
    LEAST_COST,
    LONGEST_SECONDS,
    SHORTEST_SECONDS,
    Cost,
    calibrated,
    derive,
    fitted,
    seconds_for,
)


def machine(seconds_per_full: float) -> Callable[[Cost], float]:
    """One that takes time in proportion to memory and passes."""
    unit = seconds_per_full / (FULL_COST.memory_kib * FULL_COST.passes)
    return lambda cost: unit * cost.memory_kib * cost.passes


@given(st.floats(0.05, 8))
def test_a_try_takes_half_a_second_to_a_second(seconds: float) -> None:
    taken = machine(seconds)
    cost = calibrated(taken)
    assert SHORTEST_SECONDS <= taken(cost) <= LONGEST_SECONDS
    assert cost.memory_kib >= LEAST_COST.memory_kib
    assert cost.passes >= LEAST_COST.passes
    assert cost.lanes >= LEAST_COST.lanes


def test_a_usual_machine_keeps_the_full_cost_and_a_quick_one_gets_more_passes() -> None:
    assert calibrated(machine(0.8)) == FULL_COST
    assert calibrated(machine(0.1)) == Cost(256 * 1024, 27, 2)


def test_a_slow_machine_gets_fewer_passes_before_less_memory() -> None:
    assert calibrated(machine(1.3)) == Cost(256 * 1024, 2, 2)
    slower = calibrated(machine(3.0))
    assert slower.passes == 2
    assert slower.memory_kib < FULL_COST.memory_kib


def test_the_least_cost_is_the_end() -> None:
    cost = calibrated(machine(1000))
    assert (cost.memory_kib, cost.passes) == (LEAST_COST.memory_kib, LEAST_COST.passes)


def test_too_little_memory_halves_it() -> None:
    assert fitted(FULL_COST, float("inf")) == Cost(128 * 1024, 4, 2)
    assert fitted(LEAST_COST, float("inf")) == LEAST_COST


def test_what_is_measured_is_a_real_derivation() -> None:
    assert 0 < seconds_for(LEAST_COST) < 60
    assert seconds_for(Cost(2**32 - 1, 1, 1)) == float("inf")
    assert derive(b"one", bytes(16), LEAST_COST) != derive(b"two", bytes(16), LEAST_COST)
