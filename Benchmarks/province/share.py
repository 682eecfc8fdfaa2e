"""A share of a core for each node, so that two of them fit on one (Linux control groups, of root's)."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

PERIOD_US = 10_000
OLD, NEW = Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup")


def is_possible() -> bool:
    controllers = NEW / "cgroup.subtree_control"
    is_new = controllers.exists() and "cpu" in controllers.read_text().split()
    return os.geteuid() == 0 and (is_new or (OLD / "cpu.cfs_quota_us").exists() or (OLD / "cgroup.procs").exists())


@contextlib.contextmanager
def held(pid: int, share: float) -> Iterator[None]:
    """Holds a process to a share of a core for as long as the block runs."""
    is_old = (OLD / "cgroup.procs").exists()
    root = OLD if is_old else NEW
    group = root / f"xinglin-bench-{pid}"
    group.mkdir()
    try:
        quota = int(PERIOD_US * share)
        if is_old:
            (group / "cpu.cfs_period_us").write_text(str(PERIOD_US))
            (group / "cpu.cfs_quota_us").write_text(str(quota))
        else:
            (group / "cpu.max").write_text(f"{quota} {PERIOD_US}")
        (group / "cgroup.procs").write_text(str(pid))
        yield
    finally:
        if Path(f"/proc/{pid}").exists():
            (root / "cgroup.procs").write_text(str(pid))
        group.rmdir()
