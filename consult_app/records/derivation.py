"""From a passphrase to a key: Argon2id (RFC 9106), at a cost fitted to this machine."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

SHORTEST_SECONDS, AIM_SECONDS, LONGEST_SECONDS = 0.5, 0.7, 1.0
MOST_PASSES = 100
_MIB = 1024


@dataclass(frozen=True)
class Cost:
    """What one try of a passphrase costs: memory in KiB, passes over it, and lanes."""

    memory_kib: int
    passes: int
    lanes: int


FULL_COST = Cost(256 * _MIB, 4, 2)
LEAST_COST = Cost(19 * _MIB, 2, 1)


def derive(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    """A 256-bit key."""
    return hash_secret_raw(
        secret,
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=32,
        type=Type.ID,
    )


def seconds_for(cost: Cost) -> float:
    """How long one try takes on this machine; infinite when there is not memory enough."""
    began = time.perf_counter()
    try:
        derive(b"a passphrase to measure with", bytes(16), cost)
    except HashingError:
        return float("inf")
    return time.perf_counter() - began


def calibrated(seconds: Callable[[Cost], float] = seconds_for) -> Cost:
    """The cost at which one try takes 0.5 to 1 s here, never below the least; starts from the full cost."""
    cost = FULL_COST
    for _attempt in range(4):
        better = fitted(cost, seconds(cost))
        if better == cost:
            break
        cost = better
    return cost


def fitted(cost: Cost, seconds: float) -> Cost:
    """A cost nearer to the aim after one try of ``cost`` took ``seconds``; the time grows with memory and passes.

    A quick machine gets more passes. A slow one gets fewer passes first and less memory after that, since memory is
    what makes guessing dear.
    """
    if SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS:
        return cost
    if seconds == float("inf"):
        return replace(cost, memory_kib=max(cost.memory_kib // 2, LEAST_COST.memory_kib))
    work = cost.memory_kib * cost.passes * AIM_SECONDS / max(seconds, 0.001)
    memory = max(min(int(work / LEAST_COST.passes), FULL_COST.memory_kib), LEAST_COST.memory_kib)
    passes = max(min(int(work / memory), MOST_PASSES), LEAST_COST.passes)
    return replace(cost, memory_kib=memory, passes=passes)
