"""A worker with little grace and a sweep that never ends.

python -m tests.operating.stuck
"""

from __future__ import annotations

import time


def sweep() -> None:
    print("at it", flush=True)
    time.sleep(600)


if __name__ == "__main__":
    from handrail import worker
    from handrail.kit import supervise

    supervise.GRACE = 0.3
    worker.PERIODIC.append(worker.Sweep(f"{__spec__.name}.sweep", 1))
    raise SystemExit(worker.main([]))
