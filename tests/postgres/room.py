"""One room of a practice as a process: saves a draft of its own and one that all rooms share, and tells what became.

Arguments: the address, the room's letter, the shared draft's number, and how many saves of each, or for how long, as in
60s. Prints one line of JSON at the end.
"""

import json
import sys
import time
from collections.abc import Iterator

from consult_app.clinical.consultation import Consultation
from consult_app.records.server import open_server
from consult_app.records.store import Records
from consult_app.records.values import Progress, StaleRevisionError, StoredConsultation

AT = Progress("history")


def main(url: str, letter: str, shared: int, length: str) -> None:
    """Save until done; every acknowledged save is told."""
    records = Records(open_server(url), 1)
    value = Consultation.model_validate({"format": 1, "as_of": "2026-11-20", "reason_for_visit": ""})
    own = records.start_consultation(None, value, AT)
    started, added, conflicts, revision = time.perf_counter(), [], 0, own.revision
    for number in _numbers(length):
        seen = records.load(shared)
        revision = records.save(own.id, _with(own, f"{letter}{number}"), revision, AT).revision
        while True:
            try:
                records.save(shared, _with(seen, f"{letter}{number}"), seen.revision, AT)
                break
            except StaleRevisionError:
                conflicts += 1
                seen = records.load(shared)
        added.append(f"{letter}{number}")
    seconds = time.perf_counter() - started
    report = {"added": added, "conflicts": conflicts, "own": [own.id, revision], "seconds": seconds}
    records.close()
    print(json.dumps(report), flush=True)  # noqa: T201


def _numbers(length: str) -> Iterator[int]:
    if not length.endswith("s"):
        yield from range(int(length))
        return
    end, number = time.monotonic() + float(length[:-1]), 0
    while time.monotonic() < end:
        yield number
        number += 1


def _with(draft: StoredConsultation, word: str) -> Consultation:
    """What is stored and one word more."""
    words = f"{draft.consultation.reason_for_visit} {word}".strip()
    return draft.consultation.model_copy(update={"reason_for_visit": words})


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
