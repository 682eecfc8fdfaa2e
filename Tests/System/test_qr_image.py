"""The pictures of a code: an unrelated reader reads them, and what it reads is accepted."""

from __future__ import annotations

import base64
import subprocess

import pytest


def read_code(picture) -> str:
    """The text of the one QR code in a picture, by zbarimg."""
    done = subprocess.run(["zbarimg", "--raw", "--quiet", "-Sdisable", "-Sqrcode.enable", picture], capture_output=True)
    assert done.returncode == 0, f"zbarimg finds no code in {picture}"
    lines = done.stdout.decode("ascii").split()
    assert len(lines) == 1, lines
    return lines[0]


@pytest.mark.parametrize("kind", ["dynamic", "static"])
def test_the_png_is_read_and_accepted(client, card, terminal, tmp_path, kind):
    code = client.code(card, type=kind, format="png").must(200).json
    picture = tmp_path / "code.png"
    picture.write_bytes(base64.b64decode(code["png"], validate=True))
    text = read_code(picture)
    assert text == code["text"]
    result = client.scan(text, terminal).must(200).json["result"]
    assert result == ("accepted" if kind == "dynamic" else "hint")


@pytest.mark.slow
def test_the_svg_is_read_and_accepted(client, card, terminal, tmp_path, screenshots, browser):
    code = client.code(card, format="svg").must(200).json
    page = f"<!doctype html><title>code</title><div id=code style='width:320px'>{code['svg']}</div>"
    with browser(390, 844) as window:
        window.get("data:text/html;base64," + base64.b64encode(page.encode()).decode())
        picture = screenshots / "svg-code.png"
        picture.write_bytes(window.find_element("id", "code").screenshot_as_png)
    text = read_code(picture)
    assert text == code["text"]
    assert client.scan(text, terminal).must(200).json["result"] == "accepted"


def test_a_picture_comes_only_where_it_was_asked_for(client, card):
    assert {"svg", "png"}.isdisjoint(client.code(card).must(200).json)
    assert "png" not in client.code(card, format="svg").must(200).json
    assert "svg" not in client.code(card, format="png").must(200).json


def test_an_svg_is_nothing_but_a_picture(client, card):
    svg = client.code(card, format="svg").must(200).json["svg"]
    for word in ("<script", "href", "onload", "<!ENTITY"):
        assert word not in svg
