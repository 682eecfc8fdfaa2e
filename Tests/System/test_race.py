"""64 clients at once: one person, one card, one use of a code."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import client as native

CLIENTS = 64


def all_at_once(server, chosen_apps, act) -> list[native.Answer]:
    """Carries out `act(client, index)` on 64 open connections at the same moment."""
    gate = threading.Barrier(CLIENTS)

    def one(index: int) -> native.Answer:
        with native.Client(server.base_url, chosen_apps[index % len(chosen_apps)]) as opened:
            opened.request("GET", "/api/v1/time", sign=False)
            gate.wait(timeout=60)
            return act(opened, index)

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(one, range(CLIENTS)))


def test_one_number_gives_one_person_and_one_card(server, apps, people):
    for _ in range(3):
        resident = people.next()
        able = [app for app in apps if "card.register" in app.operations]
        assert able, "no app of the sandbox may register"
        answers = all_at_once(server, able, lambda opened, _: opened.register(resident))
        outcomes = Counter((answer.status, answer.json.get("outcome")) for answer in answers)
        assert outcomes == {(201, "created"): 1, (200, "existing"): CLIENTS - 1}
        assert len({answer.json["card_id"] for answer in answers}) == 1
        assert len({answer.json["person_id"] for answer in answers}) == 1


def test_one_idempotency_key_gives_one_answer(server, apps, people):
    resident = people.next()
    answers = all_at_once(server, apps[:1], lambda opened, _: opened.register(resident, key="race-for-one-key"))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.body for answer in answers}) == 1


def test_one_code_is_accepted_once(server, apps, client, card, terminal):
    code = client.code(card).must().json["text"]
    answers = all_at_once(server, apps[:1], lambda opened, _: opened.scan(code, terminal))
    assert Counter(answer.status for answer in answers) == {200: 1, 409: CLIENTS - 1}
    assert {answer.code for answer in answers} == {None, "code_replayed"}
    looks = client.looks(card, limit=100).must().json["looks"]
    accepted = [look for look in looks if look["operation"] == "code.scan" and "name" in look["shown"]]
    assert len(accepted) == 1


def test_one_request_is_accepted_once(server, apps, client, card):
    """A recorded request that is sent 64 times at once is answered once."""
    target = f"/api/v1/cards/{card}"
    headers, _ = client.sign("GET", target, {}, None, native.Signing())
    answers = all_at_once(server, apps[:1], lambda opened, _: opened.send("GET", target, None, headers))
    assert Counter((answer.status, answer.code) for answer in answers) == {
        (200, None): 1,
        (401, "nonce_replayed"): CLIENTS - 1,
    }
