"""What the system tests share: one server for all tests that do not stop it, clients, made-up residents, a browser."""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from selenium import webdriver

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools"), str(Path(__file__).parent)]

import client as native  # noqa: E402
import hypothesis.configuration  # noqa: E402
import made_up  # noqa: E402
from server import Server  # noqa: E402

# What hypothesis keeps between runs is build output, not source.
hypothesis.configuration.set_hypothesis_home_dir(ROOT / ".build/hypothesis")

# Residents of the tests differ from those of the tools' own walks.
SEED = 1000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("late") is not None)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory):
    """The demo server that most tests share."""
    started = Server(tmp_path_factory.mktemp("demo")).start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def sandbox(server: Server) -> dict:
    return server.sandbox


class People:
    """Hands out made-up residents, each once, and remembers them: none may be found in a log."""

    def __init__(self):
        self._numbers = itertools.count()
        self.used: list[made_up.Resident] = []

    def next(self) -> made_up.Resident:
        resident = made_up.resident(next(self._numbers), SEED)
        self.used.append(resident)
        return resident


@pytest.fixture(scope="session")
def people() -> People:
    return People()


@pytest.fixture(scope="session")
def apps(sandbox: dict) -> list[native.App]:
    return [native.App.of(entry) for entry in sandbox["apps"]]


@pytest.fixture
def client(server: Server, apps: list[native.App]):
    """A client of the app that may do everything everywhere; it lets tests see refusals that cannot be signed."""
    with native.Client(server.base_url, apps[0], returns_unsigned=True) as opened:
        yield opened


@pytest.fixture
def his(server: Server, apps: list[native.App]):
    """A client of the hospital's own system: it may name its own terminals only."""
    with native.Client(server.base_url, apps[1], returns_unsigned=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def terminal(sandbox: dict, apps: list[native.App]) -> str:
    """The code of a terminal of the first hospital, in use."""
    return native.pick_terminal(sandbox, apps[1])["code"]


@pytest.fixture
def card(client: native.Client, people: People) -> str:
    """The id of a fresh resident's card."""
    return client.register(people.next()).must(201).json["card_id"]


@dataclass
class EarlyCode:
    """A dynamic code and when it was made, by the monotonic clock."""

    text: str
    card_id: str
    made_at: float

    def wait_until_expired(self) -> None:
        """Returns once the code cannot be of this or the last 30-second step."""
        time.sleep(max(0.0, self.made_at + 61 - time.monotonic()))


@pytest.fixture(scope="session")
def early_code(server: Server, apps: list[native.App], people: People) -> EarlyCode:
    with native.Client(server.base_url, apps[0]) as opened:
        card_id = opened.register(people.next()).must(201).json["card_id"]
        return EarlyCode(opened.code(card_id).must().json["text"], card_id, time.monotonic())


@pytest.fixture(scope="session", autouse=True)
def _made_early(request: pytest.FixtureRequest) -> None:
    """Makes the early code at the start, so that the late tests seldom wait for it."""
    if any("early_code" in getattr(item, "fixturenames", ()) for item in request.session.items):
        request.getfixturevalue("early_code")


@pytest.fixture(scope="session")
def screenshots() -> Path:
    folder = Path(os.environ.get("XINGLIN_SCREENSHOTS", ROOT / ".build/screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory):
    """Opens windows of the system's Chromium: `with browser(width, height) as window`.

    Every window is a browser of its own, as on two people's desks. Below 500 px Chromium makes no window narrower,
    so the width is that of an emulated phone.
    """

    @contextlib.contextmanager
    def open_window(width: int, height: int, language: str = "zh-CN"):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        profile = tmp_path_factory.mktemp("profile")
        for argument in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            f"--user-data-dir={profile}",
            f"--lang={language}",
            f"--window-size={width},{height}",
        ):
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"intl.accept_languages": language})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        if width < 500:
            metrics = {"width": width, "height": height, "pixelRatio": 2.0}
            options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
        window = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
        window.set_page_load_timeout(60)
        try:
            yield window
        finally:
            window.quit()

    return open_window
