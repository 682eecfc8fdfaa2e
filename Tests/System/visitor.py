"""A resident's browser for tests that need no screen."""

from __future__ import annotations

import html
import http.client
import re
import urllib.parse

from server import Server


class Visitor:
    """A browser without a screen: keeps cookies, fills forms in."""

    def __init__(self, server: Server):
        self._server = server
        self._cookies: dict[str, str] = {}
        self.page = ""

    def go(self, method: str, path: str, fields: dict[str, str] | None = None) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=30)
        headers = {"cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        body = None
        if fields is not None:
            token = re.search(r'name="form_token" value="([^"]*)"', self.page)
            assert token, self.page
            body = urllib.parse.urlencode(fields | {"form_token": token[1]})
            headers |= {"content-type": "application/x-www-form-urlencoded", "origin": self._server.base_url}
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            self.page = response.read().decode()
            for name, value in response.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self._cookies[key] = rest.split(";")[0]
            target = response.getheader("location")
        finally:
            connection.close()
        return self.go("GET", target) if response.status in (302, 303) else response.status

    def sign_in(self, phone: str) -> None:
        """The first screen: consent, phone and one-time code."""
        assert self.go("GET", "/") == 200
        assert self.go("POST", "/one-time-code", {"consent": "yes", "phone": phone}) == 200
        box = self._server.get("/sandbox/messages")[2].decode()
        rows = re.findall(r"<tr><td>(.*?)</td><td[^>]*>([0-9]{6})</td>", box)
        code = next(code for to, code in rows if html.unescape(to)[-4:] == phone[-4:])
        assert self.go("POST", "/session", {"phone": phone, "one_time_code": code}) == 200
