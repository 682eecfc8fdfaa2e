"""Subscriptions to the events of the main index, filed at the command line while the server runs."""

from __future__ import annotations

import pytest
from server import Server, run


def index(server: Server, command: str, *options: str):
    return run("index", command, "--data", server.data, *options)


def subscription(server: Server, command: str, institution: str, operator: str = "centre-1"):
    return index(server, command, "--institution", institution, "--operator", operator)


def test_the_centre_ends_and_begins_a_subscription(server, his):
    known = his.events().must().json["next_cursor"]
    assert his.events(cursor=known).must().json["events"] == []
    assert subscription(server, "unsubscribe", "519900H01").returncode == 0
    try:
        assert his.events().json["code"] == "subscription_not_found"
        assert "519900H01 · 已退订 unsubscribed" in index(server, "subscriptions").stdout
    finally:
        assert subscription(server, "subscribe", "519900H01").returncode == 0
    assert his.events(cursor=known).must().json["next_cursor"] == known
    listed = index(server, "subscriptions").stdout
    assert f"已取 taken {known}/" in next(line for line in listed.splitlines() if line.startswith("519900H01"))


def test_an_app_of_no_institution_has_no_events(client):
    assert client.events().json["code"] == "subscription_not_found"


@pytest.mark.parametrize(
    ("institution", "operator", "code"),
    [
        ("519900X99", "centre-1", "institution_not_found"),
        ("519900H01", "desk-1", "operation_not_allowed"),
        ("519900H01", "nobody", "caller_unknown"),
    ],
)
def test_what_is_not_filed_is_refused(server, institution, operator, code):
    ended = subscription(server, "subscribe", institution, operator)
    assert ended.returncode != 0
    assert f"[{code}]" in ended.stderr
