"""The main index as hospitals call it: signed requests of the independent client to the real program."""

from __future__ import annotations

import concurrent.futures
import secrets

import client as native
import made_up
import pytest
from problems import refused

FIRST, SECOND = "519900H01", "519900H02"
# Nobody whom another test registers.
SEED = 4711


@pytest.fixture
def resident(request) -> made_up.Resident:
    """A made-up resident of the test's own."""
    return made_up.resident(sum(request.node.name.encode()), SEED)


def new_id() -> str:
    return f"P{secrets.token_hex(8)}"


def identifiers(answer: native.Answer) -> list[tuple[str, str]]:
    return [(one["authority"], one["local_id"]) for one in answer.must(200).json["identifiers"]]


def test_a_patient_of_two_hospitals_is_one_person(client, his, resident):
    here, there = new_id(), new_id()
    first = his.say(FIRST, here, resident).must(201).json
    assert (first["outcome"], first["version"], first["origin"]) == ("added", 1, "opened")
    second = client.say(SECOND, there, resident).must(201).json
    assert (second["index"], second["origin"]) == (first["index"], "matched")
    assert identifiers(his.about("identifiers", SECOND, there)) == [(FIRST, here), (SECOND, there)]

    found = client.match(name=resident.name, id_no=resident.id_no).must(200).json["candidates"]
    assert [(one["grade"], one["person"]["index"]) for one in found] == [("certain", first["index"])]
    assert found[0]["probability"] >= 0.9999
    pages = client.search(name=resident.name, birth_date=resident.birth_date).must(200).json
    assert [one["index"] for one in pages["persons"]] == [first["index"]]

    person = client.person(first["index"]).must(200).json
    assert person["golden"]["id_no"]["value"] == resident.id_no
    assert person["golden"]["name"]["authority"] in (FIRST, SECOND)
    why = client.about("why", SECOND, there).must(200).json
    assert why["origin"] == "matched" and "rule own-number" in why["reasons"]


def test_what_is_not_said_stays_and_a_stale_version_changes_nothing(his, resident):
    local_id = new_id()
    his.say(FIRST, local_id, resident, expected_version=0).must(201)
    moved = his.say(FIRST, local_id, phone="15400000000", expected_version=1).must(200).json
    assert (moved["outcome"], moved["version"]) == ("revised", 2)
    stale = his.say(FIRST, local_id, phone="", expected_version=1)
    refused(stale, 409, "source_record_version_stale", "expected_version")
    versions = his.about("history", FIRST, local_id).must(200).json["versions"]
    assert [one["fields"]["phone"] for one in versions] == [resident.phone, "15400000000"]
    assert versions[-1]["fields"]["name"] == resident.name
    assert his.say(FIRST, local_id, phone="15400000000").must(200).json["outcome"] == "unchanged"


def test_a_key_gives_the_very_same_answer(his, resident):
    key, local_id = secrets.token_hex(16), new_id()
    first = his.say(FIRST, local_id, resident, key=key).must(201)
    again = his.say(FIRST, local_id, resident, key=key).must(201)
    assert again.body == first.body
    refused(his.say(FIRST, local_id, resident, key=key, address="X"), 422, "idempotency_key_reused")
    assert len(his.about("history", FIRST, local_id).must(200).json["versions"]) == 1


def test_unknown_things_are_told_apart_and_others_are_not_spoken_for(client, his, resident):
    refused(client.about("identifiers", FIRST, new_id()), 404, "source_record_unknown", "local_id")
    refused(client.about("identifiers", "519900H99", "P1"), 404, "authority_unknown", "authority")
    refused(client.person("999999999"), 404, "index_unknown", "index")
    refused(his.say(SECOND, new_id(), resident), 403, "authority_of_others", "authority")
    refused(client.search(birth_date=resident.birth_date), 422, "search_too_wide")


def test_a_record_is_withdrawn_and_two_local_ids_become_one(his, resident):
    old, new = new_id(), new_id()
    index = his.say(FIRST, new, resident).must(201).json["index"]
    assert his.about("withdraw", FIRST, new).must(200).json["outcome"] == "withdrawn"
    refused(his.about("identifiers", FIRST, new), 404, "source_record_unknown")
    back = his.say(FIRST, new, resident).must(201).json
    assert (back["outcome"], back["index"]) == ("added", index)
    his.say(FIRST, old, name=resident.name).must(201)
    merged = his.merge_local_ids(FIRST, old, new).must(200).json
    assert merged == {"outcome": "merged", "index": index}
    assert his.merge_local_ids(FIRST, old, new).must(200).json["outcome"] == "unchanged"
    assert identifiers(his.about("identifiers", FIRST, old)) == [(FIRST, new)]
    refused(his.say(FIRST, old, resident), 409, "source_record_merged", "local_id")


def test_100_registrations_at_once_are_one_person(server, apps, resident):
    def register(_: int) -> str:
        with native.Client(server.base_url, apps[0]) as opened:
            return opened.say(SECOND, new_id(), resident).must(201).json["index"]

    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        assert len(set(pool.map(register, range(100)))) == 1
