"""Fields of an application that are wrong: each has its own code and is named."""

from __future__ import annotations

import json

import made_up
import pytest
from applications import application, apply
from problems import refused


REMOVED = object()

FIELDS = [
    ("name", REMOVED, 400, "field_missing", "name"),
    ("name", None, 400, "field_missing", "name"),
    ("name", 5, 400, "field_malformed", "name"),
    ("name", ["张三"], 400, "field_malformed", "name"),
    ("name", "", 422, "name_empty", "name"),
    ("name", "张" * 51, 422, "name_too_long", "name"),
    ("name", "张\x00三", 422, "text_nul", "name"),
    ("name", "张\u202e三", 422, "text_bidi_control", "name"),
    ("name", "张\u2066三", 422, "text_bidi_control", "name"),
    ("name", "张\u200b三", 422, "text_invisible_character", "name"),
    ("name", "张\u0007三", 422, "text_control_character", "name"),
    ("name", "张\n三", 422, "text_line_break", "name"),
    ("name", "张\ue000三", 422, "text_private_use", "name"),
    ("name", "张\uffff三", 422, "text_noncharacter", "name"),
    ("name", "Ｚhang", 422, "text_full_width", "name"),
    ("name", " 张三", 422, "name_outer_space", "name"),
    ("name", "张3", 422, "name_bad_character", "name"),
    ("name", "<b>张</b>", 422, "name_bad_character", "name"),
    ("name", "买买提·", 422, "name_misplaced_separator", "name"),
    ("id_type", REMOVED, 400, "field_missing", "id_type"),
    ("id_type", "1", 422, "id_type_unknown", "id_type"),
    ("id_type", "10", 422, "id_type_unknown", "id_type"),
    ("id_no", REMOVED, 400, "field_missing", "id_no"),
    ("id_no", 510, 400, "field_malformed", "id_no"),
    ("id_no", "", 422, "id_number_bad_length", "id_no"),
    ("id_no", "5199001980010100", 422, "id_number_bad_length", "id_no"),
    ("phone", "12345", 422, "phone_malformed", "phone"),
    ("phone", "１５４００００００００", 422, "text_full_width", "phone"),
    ("phone", "154 0000 0000", 422, "text_space", "phone"),
    ("gender", "3", 422, "gender_unknown", "gender"),
    ("birth_date", "19800101", 422, "birth_date_malformed", "birth_date"),
    ("birth_date", "1980-02-30", 422, "birth_date_malformed", "birth_date"),
    ("nation", "60", 422, "nation_unknown", "nation"),
    ("address", "", 422, "address_empty", "address"),
    ("address", "路" * 201, 422, "address_too_long", "address"),
    ("channel", "5", 400, "field_malformed", "channel"),
    ("proofing", REMOVED, 422, "proofing_missing", "proofing"),
    ("proofing", {}, 422, "proofing_missing", "proofing"),
    ("proofing", "yes", 400, "field_malformed", "proofing"),
    ("surprise", "x", 400, "field_unknown", "surprise"),
]


@pytest.mark.parametrize("name, value, status, code, field", FIELDS)
def test_a_field_of_an_application(client, people, name, value, status, code, field):
    body = application(people.next())
    if value is REMOVED:
        del body[name]
    else:
        body[name] = value
    refused(apply(client, body), status, code, field)


PROOFINGS = [
    ({"method": "crystal_ball"}, "proofing_method_unknown"),
    ({"verifier": ""}, "proofing_verifier_malformed"),
    ({"verifier": "名"}, "proofing_verifier_malformed"),
    ({"at": "2020-01-01T00:00:00Z"}, "proofing_too_old"),
    ({"at": "2999-01-01T00:00:00Z"}, "proofing_in_future"),
]


@pytest.mark.parametrize("change, code", PROOFINGS)
def test_a_proofing(client, people, change, code):
    body = application(people.next())
    body["proofing"] |= change
    refused(apply(client, body), 422, code)


def test_a_proofing_at_no_time(client, people):
    body = application(people.next())
    body["proofing"]["at"] = "yesterday"
    refused(apply(client, body), 400, "field_malformed", "proofing.at")


def full_width(text: str) -> str:
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


ID_NUMBERS = [
    (lambda number: number[:-1] + ("0" if number[-1] != "0" else "1"), "id_number_check_digit"),
    (lambda number: number[:16] + str((int(number[16]) + 1) % 10) + number[17], "id_number_check_digit"),
    (lambda number: full_width(number), "text_full_width"),
    (lambda number: number[:17] + full_width(number[17]), "text_full_width"),
    (lambda number: number[:6] + " " + number[6:], "text_space"),
    (lambda number: number + "\x00", "text_nul"),
    (lambda number: "\u200e" + number, "text_bidi_control"),
    (lambda number: number + "1", "id_number_bad_length"),
    (lambda number: "A" + number[1:], "id_number_bad_character"),
    (lambda number: with_check("519900" + "19990230" + "001"), "id_number_bad_date"),
    (lambda number: with_check("519900" + "29990101" + "001"), "id_number_future_date"),
    (lambda number: with_check("000000" + "19990101" + "001"), "id_number_unknown_region"),
    (lambda number: "519900" + "500101" + "999", "id_number_ambiguous_century"),
]


def with_check(digits: str) -> str:
    return digits + made_up.check_character(digits)


@pytest.mark.parametrize("change, code", ID_NUMBERS)
def test_an_id_number(client, people, change, code):
    resident = people.next()
    refused(client.register(resident, id_no=change(resident.id_no)), 422, code, "id_no")


def test_a_lower_case_x_is_not_refused_as_another_number(client):
    """The last character of a number may be X; whoever types x means it."""
    resident = next(made_up.resident(index, 77) for index in range(200) if made_up.resident(index, 77).id_no[-1] == "X")
    first = client.register(resident).must(201).json
    small = client.register(resident, id_no=resident.id_no.lower())
    if small.status == 200:
        assert small.json["card_id"] == first["card_id"]
    else:
        refused(small, 422, "id_number_bad_character", "id_no")


def test_a_contradiction_with_the_number(client, people):
    resident = people.next()
    other = "2" if resident.gender == "1" else "1"
    refused(client.register(resident, gender=other), 422, "gender_mismatch")
    refused(client.register(resident, birth_date="1971-01-01"), 422, "birth_date_mismatch")


def test_another_name_for_a_known_number(client, people):
    resident = people.next()
    client.register(resident).must(201)
    refused(client.register(resident, name="欧阳改名"), 409, "person_name_differs")


@pytest.mark.parametrize("name", ["𠮷野", "𪚥𠀀", "㐂三", "買買提·吐爾遜", "O'Brien-Müller", "〇一"])
def test_rare_characters_come_back_byte_for_byte(client, people, terminal, name):
    resident = people.next()
    card_id = client.register(resident, name=name).must(201).json["card_id"]
    scan = client.scan(client.code(card_id).must().json["text"], terminal).must(200)
    assert scan.json["resident"]["name"].encode() == name.encode()


def test_an_escaped_four_byte_character_is_the_same_name(client, people, terminal):
    resident = people.next()
    body = json.dumps(application(resident) | {"name": "𠮷"}, ensure_ascii=True).encode()
    assert b"\\ud842\\udfb7" in body
    card_id = apply(client, body).must(201).json["card_id"]
    assert client.register(resident, name="𠮷").must(200).json["card_id"] == card_id
