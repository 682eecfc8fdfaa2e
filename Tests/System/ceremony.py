"""The acts of key custodians at the command line, and what each refusal of a command must look like."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from server import CRASH_TEXTS, run

# The custodians of most tests.
TWO = ("alice", "bob")
CREDENTIAL = re.compile(r"\b[0-9a-f]{32}\b")


def said(done: subprocess.CompletedProcess[str]) -> str:
    """What a command said that must have worked."""
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def refused(done: subprocess.CompletedProcess[str], *words: str) -> str:
    """What a command said that must have been refused: in both languages, and without a crash."""
    text = done.stdout + done.stderr
    assert done.returncode > 0, (done.returncode, text)
    assert not any(crash in text for crash in CRASH_TEXTS), text
    assert any("\u4e00" <= character <= "\u9fff" for character in text), text
    assert re.search(r"[a-z]{3,} [a-z]{2,}", text), text
    for word in words:
        assert word in text, text
    return text


@dataclass
class Custody:
    """A data folder with its custodians; remembers what its commands wrote."""

    data: Path
    options: list[str | Path] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    credentials: dict[str, str] = field(default_factory=dict)
    # What every command but `enrol` wrote.
    written: list[str] = field(default_factory=list)

    def keys(self, command: str, *arguments: str | Path, by: tuple[str, ...] = (), lines=None):
        """A command of `xinglin keys`; each custodian in `by` types the own credential unless `lines` says another."""
        names = [word for custodian in by for word in ("--custodian", custodian)]
        typed = [self.credentials.get(custodian, "") for custodian in by] if lines is None else lines
        done = run(
            "keys",
            command,
            "--data",
            self.data,
            *self.options,
            *arguments,
            *names,
            lines=typed,
            environment=self.environment,
        )
        self.written += [done.stderr] if command == "enrol" and done.returncode == 0 else [done.stdout, done.stderr]
        return done

    def enrol(self, *names: str) -> None:
        for name in names:
            shown = CREDENTIAL.findall(said(self.keys("enrol", "--id", name)))
            assert len(shown) == 1
            self.credentials[name] = shown[0]

    def list(self) -> list[dict]:
        return [json.loads(line) for line in said(self.keys("list", "--json")).splitlines()]

    def version(self, key: str, state: str = "active") -> int:
        """The newest version of a key that has the state."""
        return max(row["version"] for row in self.list() if (row["key"], row["state"]) == (key, state))

    def state(self, key: str, version: int) -> str:
        return next(row["state"] for row in self.list() if (row["key"], row["version"]) == (key, version))
