"""The whole way in a real browser: apply in three screens, show the code, have it scanned at a desk, see the look."""

from __future__ import annotations

import contextlib
import html
import re
import urllib.parse

import pytest
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions as until
from selenium.webdriver.support.ui import Select, WebDriverWait
from test_qr_image import read_code

pytestmark = pytest.mark.slow

PHONE = (390, 844)
DESK = (1280, 900)
WEIGHT_LIMIT_BYTES = 80_000
WAIT_SECONDS = 20


class Window:
    """A browser's window in the words of these tests."""

    def __init__(self, driver, folder, name: str):
        self.driver = driver
        self._folder = folder
        self._name = name

    def find(self, id: str):
        return WebDriverWait(self.driver, WAIT_SECONDS).until(until.visibility_of_element_located((By.ID, id)))

    def has(self, id: str) -> bool:
        return bool(self.driver.find_elements(By.ID, id))

    def type(self, id: str, text: str) -> None:
        self.find(id).clear()
        self.find(id).send_keys(text)

    def press(self, id: str) -> None:
        """Presses a button or follows a link, and waits for the next page."""
        button = self.find(id)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
        with self.next_page():
            button.click()

    @contextlib.contextmanager
    def next_page(self):
        """Waits until what is done inside has led to another page."""
        self.driver.execute_script("window.leaving = true")
        yield
        loaded = "return !window.leaving && document.readyState === 'complete'"
        WebDriverWait(self.driver, WAIT_SECONDS, ignored_exceptions=[WebDriverException]).until(
            lambda driver: driver.execute_script(loaded)
        )

    def shoot(self, what: str):
        """Keeps a screenshot, and checks that nothing on the page is wider than the window."""
        assert self.driver.find_elements(By.ID, "sandbox-mark"), "the page does not say that this is a sandbox"
        width, window = self.driver.execute_script(
            "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert width <= window, f"{what} is {width} px wide in a window of {window} px"
        path = self._folder / f"{self._name}-{what}.png"
        self.driver.save_screenshot(str(path))
        return path

    def shoot_code(self, what: str):
        """Keeps a picture of the code as the screen shows it; once more where the page renews it meanwhile."""
        path = self._folder / f"{self._name}-{what}-qr.png"
        picture = WebDriverWait(self.driver, WAIT_SECONDS, ignored_exceptions=[StaleElementReferenceException]).until(
            lambda _: self._picture_of("code")
        )
        path.write_bytes(picture)
        return path

    def _picture_of(self, element_id: str) -> bytes:
        element = self.find(element_id)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        return element.screenshot_as_png

    def require_quiet_console(self) -> None:
        messages = [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
        # The browser writes down each refused scan: its page comes with the refusal's status.
        assert [message for message in messages if "/desk/scan - " not in message] == []


def one_time_code(server, phone: str) -> str:
    """The newest code in the sandbox's simulated message box for a phone."""
    status, _, page = server.get("/sandbox/messages")
    assert status == 200
    rows = re.findall(r"<tr>(.*?)</tr>", page.decode(), re.DOTALL)
    for row in rows:
        cells = [html.unescape(cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]
        if cells and cells[0][-4:] == phone[-4:]:
            assert re.fullmatch(r"[0-9]{6}", cells[1]), cells
            return cells[1]
    raise AssertionError("the message box has no code for this phone")


def sign_in(window: Window, server, phone: str) -> None:
    """The first screen: consent, phone and one-time code."""
    window.driver.get(server.base_url + "/")
    window.shoot("1-consent")
    window.find("consent").click()
    window.type("phone", phone)
    window.press("send-code")
    window.type("one-time-code", one_time_code(server, phone))
    window.shoot("2-one-time-code")
    window.press("sign-in")


def apply(window: Window, server, resident) -> None:
    """All three screens; ends on the page with the code."""
    sign_in(window, server, resident.phone)
    window.type("name", resident.name)
    Select(window.find("id-type")).select_by_value(resident.id_type)
    window.type("id-no", resident.id_no)
    window.shoot("3-identity")
    window.press("continue")
    window.shoot("4-check")
    options = Select(window.find("verdict")).options
    assert len(options) >= 2
    window.press("check")
    window.find("code")


def open_desk(window: Window, server, sandbox: dict) -> dict:
    """Signs the clerk of the first hospital in, by a one-time link that nobody has used."""
    clerk = next(entry for entry in sandbox["operators"] if entry["role"] == "clerk")
    window.driver.get(clerk["sign_in_url"])
    window.press("sign-in")
    if not window.has("desk-code"):
        window.driver.get(server.base_url + "/desk")
    window.find("desk-code")
    return clerk


@pytest.fixture(scope="module")
def own_server(tmp_path_factory):
    """A server whose one-time links nobody has used."""
    from server import Server

    started = Server(tmp_path_factory.mktemp("pages")).start()
    yield started
    started.stop()


@pytest.fixture(scope="module")
def desk(own_server, browser, screenshots):
    with browser(*DESK) as driver:
        window = Window(driver, screenshots, "desk")
        window.clerk = open_desk(window, own_server, own_server.sandbox)
        window.shoot("1-open")
        yield window
        window.require_quiet_console()


def scan_at(desk: Window, text: str, step: str | None = "010101") -> None:
    """Types as a keyboard-wedge scanner does: the text, then Enter, into whatever has the focus."""
    if step is not None:
        Select(desk.find("desk-step")).select_by_value(step)
    focused = desk.driver.switch_to.active_element
    assert focused.get_attribute("id") == "desk-code", "the scanner's text would go elsewhere"
    with desk.next_page():
        focused.send_keys(text, Keys.ENTER)
    desk.find("answer")


@pytest.fixture(scope="module")
def left_open(own_server, browser, people, screenshots):
    """A code page that is opened first and left alone, so that its code has run out when the last test comes to it."""
    with browser(*PHONE) as driver:
        window = Window(driver, screenshots, "resident-renewed")
        apply(window, own_server, people.next())
        first = read_code(window.shoot_code("1"))
        driver.execute_script("window.stillHere = true")
        yield window, first


@pytest.mark.parametrize("width, height", [PHONE, DESK], ids=["phone", "desktop"])
def test_from_the_application_to_the_look(own_server, browser, left_open, desk, people, screenshots, width, height):
    resident = people.next()
    institutions = own_server.sandbox["institutions"]
    hospital = next(entry["name"] for entry in institutions if entry["code"] == desk.clerk["institution"])
    with browser(width, height) as driver:
        window = Window(driver, screenshots, f"resident-{width}")
        apply(window, own_server, resident)
        assert driver.execute_script("return innerWidth") == width
        assert 0 < int(window.find("countdown").text) <= 60
        window.shoot("5-code")
        assert hospital not in window.find("looks").text
        text = read_code(window.shoot_code("5"))

        scan_at(desk, text)
        assert desk.find("answer-name").text == resident.name
        assert resident.id_no in desk.find("answer").text
        desk.shoot(f"2-answer-{width}")
        assert desk.find("desk-code").get_attribute("value") == ""

        scan_at(desk, text)
        assert desk.find("answer").find_element(By.CSS_SELECTOR, "[data-problem]").get_attribute("data-problem") == (
            "code_replayed"
        )
        assert resident.name not in desk.driver.page_source
        desk.shoot(f"3-replayed-{width}")

        driver.refresh()
        looks = window.find("looks")
        assert hospital in looks.text
        driver.execute_script("arguments[0].scrollIntoView()", looks)
        window.shoot("6-looks")
        window.require_quiet_console()


def test_a_lower_step_shows_the_desk_less(own_server, browser, desk, people, screenshots):
    resident = people.next()
    with browser(*PHONE) as driver:
        window = Window(driver, screenshots, "resident-payment")
        apply(window, own_server, resident)
        scan_at(desk, read_code(window.shoot_code("1")), step="010105")
    assert desk.find("answer-name").text == resident.name
    assert resident.id_no not in desk.driver.page_source
    assert resident.phone not in desk.driver.page_source


def test_what_a_desk_scans_that_is_no_card(desk):
    for text, problem in (("https://pay.example/123", "code_malformed"), ("A" * 64, "card_not_found")):
        scan_at(desk, text, step=None)
        found = desk.find("answer").find_element(By.CSS_SELECTOR, "[data-problem]")
        assert found.get_attribute("data-problem") == problem


def test_the_first_view_of_a_code_page_is_light(own_server, browser, people, screenshots):
    with browser(*PHONE) as driver:
        window = Window(driver, screenshots, "resident-weight")
        apply(window, own_server, people.next())
        driver.execute_cdp_cmd("Network.enable", {})
        driver.execute_cdp_cmd("Network.clearBrowserCache", {})
        driver.refresh()
        window.find("code")
        sizes = driver.execute_script(
            "return ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))"
            ".map(entry => [entry.name, entry.transferSize])"
        )
    assert len(sizes) >= 2
    for name, size in sizes:
        assert name.startswith(own_server.base_url), f"the page loads {name}"
        assert size > 0, f"{name} was not measured"
    weight = sum(size for _, size in sizes)
    print(f"the first view of a code page weighs {weight} bytes in {len(sizes)} requests")
    assert weight <= WEIGHT_LIMIT_BYTES


def test_english_pages(own_server, browser, people, screenshots):
    resident = people.next()
    with browser(*PHONE, language="en-GB") as driver:
        window = Window(driver, screenshots, "resident-en")
        driver.get(own_server.base_url + "/")
        if driver.find_element(By.TAG_NAME, "html").get_attribute("lang") != "en":
            driver.find_element(By.CSS_SELECTOR, "a[hreflang=en]").click()
        apply(window, own_server, resident)
        assert driver.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"
        body = driver.find_element(By.TAG_NAME, "main").text
        window.shoot("5-code")
        # The switch to Chinese and the resident's own name stay Chinese.
        left = re.sub(r"[^\u4e00-\u9fff]", "", body)
        assert set(left) <= set(resident.name + "*"), f"untranslated: {left}"


def test_a_failed_check_makes_no_card(own_server, browser, people, screenshots):
    with browser(*PHONE) as driver:
        window = Window(driver, screenshots, "resident-failed")
        resident = people.next()
        sign_in(window, own_server, resident.phone)
        window.type("name", resident.name)
        window.type("id-no", resident.id_no)
        window.press("continue")
        Select(window.find("verdict")).select_by_value("failed")
        window.press("check")
        window.shoot("4-refused")
        assert not window.has("code")
        assert not window.has("countdown")


def test_wrong_input_is_said_beside_its_field(own_server, browser, people, screenshots):
    with browser(*PHONE) as driver:
        window = Window(driver, screenshots, "resident-wrong")
        resident = people.next()
        driver.get(own_server.base_url + "/")
        window.type("phone", resident.phone)
        window.press("send-code")
        assert window.find("consent-error").get_attribute("data-problem") == "consent_missing"
        sign_in(window, own_server, resident.phone)
        window.type("name", resident.name)
        last = resident.id_no[-1]
        window.type("id-no", resident.id_no[:-1] + ("1" if last != "1" else "2"))
        window.press("continue")
        assert window.find("id-no-error").get_attribute("data-problem") == "id_number_check_digit"
        assert window.find("name").get_attribute("value") == resident.name
        window.shoot("3-check-digit")


@pytest.mark.parametrize("path", ["/code", "/identity", "/looks", "/desk", "/desk/issue", "/console"])
def test_nobody_sees_a_page_without_signing_in(own_server, path):
    status, headers, body = own_server.get(path)
    assert status in (302, 303, 401, 403), status
    if status in (302, 303):
        assert urllib.parse.urlsplit(headers["location"]).path in ("/", "/sign-in")
    assert b"desk-code" not in body


def test_a_sign_in_link_works_once(own_server, browser, screenshots, desk):
    with browser(*DESK) as driver:
        window = Window(driver, screenshots, "stranger")
        driver.get(desk.clerk["sign_in_url"])
        if window.has("sign-in"):
            window.press("sign-in")
        assert not window.has("desk-code")
        driver.get(own_server.base_url + "/desk")
        assert not window.has("desk-code")


def test_the_console_has_figures_a_chart_and_its_table(own_server, browser, screenshots):
    operator = next(entry for entry in own_server.sandbox["operators"] if entry["role"] == "centre")
    with browser(*DESK) as driver:
        window = Window(driver, screenshots, "console")
        driver.get(operator["sign_in_url"])
        window.press("sign-in")
        driver.get(own_server.base_url + "/console")
        page = driver.find_element(By.TAG_NAME, "main")
        # The thousand seeded residents, and those of the other tests.
        assert re.search(r"\b1,?0[0-9]{2}\b", page.text)
        assert page.find_elements(By.TAG_NAME, "svg")
        assert page.find_elements(By.TAG_NAME, "table")
        window.shoot("1-figures")
        window.require_quiet_console()


def test_the_pages_work_without_scripts(own_server):
    """A plain HTTP client sees the forms, as a browser without scripts would."""
    status, headers, body = own_server.get("/", {"accept-language": "zh-CN"})
    assert status == 200 and headers["content-type"].startswith("text/html")
    for id in (b'id="consent"', b'id="phone"', b'id="send-code"'):
        assert id in body
    assert "content-security-policy" in headers


def test_the_code_page_renews_its_code(left_open):
    """The next code comes by itself when the countdown is over, without a new page."""
    window, first = left_open
    WebDriverWait(window.driver, 70).until(lambda _: read_code(window.shoot_code("2")) != first)
    assert window.driver.execute_script("return window.stillHere") is True
    window.require_quiet_console()
