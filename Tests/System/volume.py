"""A small file system of its own, in a file, that can be filled up. Needs root."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from pathlib import Path


class Volume:
    """A context manager; `folder` is where it is mounted, and everybody may enter it."""

    def __init__(self, megabytes: int):
        self._place = Path(tempfile.mkdtemp(prefix="xinglin-volume-", dir="/tmp"))
        self._place.chmod(0o755)
        self._image = self._place / "image"
        self.folder = self._place / "v"
        self._ballast = self.folder / "ballast"
        self._megabytes = megabytes

    def __enter__(self) -> Volume:
        with self._image.open("wb") as image:
            image.truncate(self._megabytes << 20)
        self.folder.mkdir()
        # Nothing is kept back for root.
        run("mkfs.ext4", "-q", "-F", "-m", "0", self._image)
        run("mount", "-o", "loop", self._image, self.folder)
        self.folder.chmod(0o755)
        return self

    def __exit__(self, *_) -> None:
        run("umount", "--lazy", self.folder)
        self._image.unlink()
        self.folder.rmdir()
        self._place.rmdir()

    def fill(self) -> None:
        """Leaves not one block."""
        with self._ballast.open("ab", buffering=0) as file:
            space = os.statvfs(self.folder)
            # Most of it is only reserved, which is as good and takes no time.
            if (most := space.f_bavail * space.f_frsize - (4 << 20)) > 0:
                # Others may have taken of it by now; then all of it is written.
                with contextlib.suppress(OSError):
                    os.posix_fallocate(file.fileno(), 0, most)
            for size in (1 << 20, 1 << 12):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError:
                    continue
            os.fsync(file.fileno())

    def free(self) -> None:
        self._ballast.unlink()


def run(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{command[0]}: {done.stderr}"
