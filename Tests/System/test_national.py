"""`POST /gateway/national`: the dialect that hospital systems already speak."""

from __future__ import annotations

import datetime
import subprocess
import sys

import client as native
import national_client as national
import pytest
from conftest import ROOT

REGISTER = "ehc.ehealthcard.register"
GENERATE = "ehc.ehealthcode.generate"
VERIFY = "ehc.ehealthcode.verify"
UPLOAD = "ehc.ehealthcode.usecarddate"
QUERY = "ehc.ehealthcode.query"
CLOSE = "ehc.ehealthcard.close"


@pytest.fixture
def gateway(server, apps):
    opened = national.NationalClient(server.base_url, apps[0].app_id, apps[0].app_secret)
    yield opened
    opened.close()


def accepted(answer: national.NationalAnswer):
    assert answer.status == 200
    assert answer.code == "10", answer.envelope
    assert answer.envelope["request_id"]
    assert "problem" not in answer.envelope
    return answer.content


def refused(answer: national.NationalAnswer, problem: str) -> None:
    assert answer.status == 200
    assert (answer.code, answer.problem) == ("00", problem), answer.envelope
    assert answer.envelope["request_id"]
    message = answer.envelope["message"]
    assert any("\u4e00" <= character <= "\u9fff" for character in message) and any("a" <= c <= "z" for c in message)


@pytest.fixture
def card_id(gateway, people) -> str:
    return accepted(gateway.call(REGISTER, national.registration(people.next())))["ehealth_card_id"]


def generate(gateway, card_id: str, flag: str = "0") -> str:
    content = {"ehealth_card_id": card_id, "ewmbs": flag, "generate_no": national.serial()}
    return accepted(gateway.call(GENERATE, content | {"generate_time": national.china_time()}))["ehealth_code"]


def verify(gateway, code: str, terminal: str, **changes) -> national.NationalAnswer:
    content = {"ehealth_code": code, "medstepcode": "010101", "terminalcode": terminal, "channelcode": "01"}
    return gateway.call(VERIFY, content | changes)


def test_the_script_walks_through_a_cards_life(server):
    tool = [sys.executable, ROOT / "tools/national_client.py", "--sandbox", server.data / "sandbox.json"]
    done = subprocess.run([*tool, "--seed", "8123"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert '"outcome": "created"' in done.stdout
    assert '"recorded": 1' in done.stdout
    assert '"outcome": "restored"' in done.stdout
    assert "ended as it should" in done.stdout


def test_both_faces_share_one_registry(gateway, client, people, terminal):
    resident = people.next()
    made = client.register(resident).must(201).json
    found = accepted(gateway.call(REGISTER, national.registration(resident)))
    assert found == {"ehealth_card_id": made["card_id"], "mindex_id": made["person_id"], "outcome": "existing"}
    code = generate(gateway, made["card_id"])
    assert client.scan(code, terminal).must(200).json["resident"]["id_no"] == resident.id_no
    refused(verify(gateway, code, terminal), "code_replayed")
    seen = accepted(verify(gateway, client.code(made["card_id"]).must().json["text"], terminal))
    assert (seen["name"], seen["id_no"], seen["mindex_id"]) == (resident.name, resident.id_no, made["person_id"])


def test_a_serial_number_makes_a_write_safe_to_repeat(gateway, people):
    content = national.registration(people.next())
    first = accepted(gateway.call(REGISTER, content))
    assert first["outcome"] == "created"
    assert accepted(gateway.call(REGISTER, content)) == first
    again = accepted(gateway.call(REGISTER, content | {"register_no": national.serial()}))
    assert again == first | {"outcome": "existing"}
    other = national.registration(people.next()) | {"register_no": content["register_no"]}
    refused(gateway.call(REGISTER, other), "idempotency_key_reused")


def test_hexadecimal_is_written_large_and_read_either_way(gateway, people):
    envelope = gateway.envelope(REGISTER, national.registration(people.next()))
    assert envelope["digest"].isupper() and envelope["biz_content"].isupper()
    answer = gateway.send(envelope)
    accepted(answer)
    assert answer.envelope["biz_content"] == answer.envelope["biz_content"].upper()
    small = gateway.envelope(REGISTER, national.registration(people.next()))
    small |= {"digest": small["digest"].lower(), "biz_content": small["biz_content"].lower()}
    accepted(gateway.send(small))


def test_two_digit_apply_types_are_read(gateway, people):
    accepted(gateway.call(REGISTER, national.registration(people.next()) | {"apply_type": "01"}))


def test_a_terminal_in_the_envelope_is_part_of_the_digest(gateway, people):
    envelope = gateway.envelope(REGISTER, national.registration(people.next()))
    refused(gateway.send(envelope | {"term_id": "T1"}), "dialect_content_unreadable")


def test_what_cannot_be_opened(gateway, people, apps):
    content = national.registration(people.next())
    refused(gateway.call(REGISTER, content, digest="0" * 64), "dialect_content_unreadable")
    refused(gateway.call(REGISTER, content, digest=""), "dialect_content_unreadable")
    envelope = gateway.envelope(REGISTER, content)
    refused(gateway.send(envelope | {"biz_content": envelope["biz_content"][:-2]}), "dialect_content_unreadable")
    refused(gateway.send(envelope | {"biz_content": "xyz"}), "dialect_content_unreadable")
    refused(gateway.send(envelope | {"biz_content": ""}), "dialect_content_unreadable")
    refused(gateway.send(envelope | {"method": CLOSE}), "dialect_content_unreadable")
    stranger = national.NationalClient("http://127.0.0.1:1", apps[0].app_id, "0123456789abcdef")
    refused(gateway.send(stranger.envelope(REGISTER, content)), "dialect_content_unreadable")


def test_envelopes_with_something_missing(gateway, people):
    content = national.registration(people.next())
    for name in ("method", "app_id", "version", "timestamp", "digest", "digest_type", "enc_type", "biz_content"):
        refused(gateway.call(REGISTER, content, **{name: None}), "dialect_envelope_malformed")


def test_an_unknown_caller_and_an_unknown_method(gateway):
    refused(gateway.call(REGISTER, {}, app_id="nobody"), "caller_unknown")
    refused(gateway.call("ehc.ehealthcard.explode", {}), "dialect_method_unknown")


def test_a_clock_that_is_off(gateway, people):
    late = national.NationalClient("http://127.0.0.1:1", gateway.app_id, gateway.app_secret)
    for milliseconds in ("1500000000000", "99999999999999", "", "soon"):
        envelope = late.envelope(REGISTER, national.registration(people.next()))
        # The digest is made anew, so that the time is all that is wrong.
        plain = national.decrypt(late.app_secret, envelope["biz_content"])
        members = {name: envelope[name] for name in envelope if name != "digest"}
        members |= {"timestamp": milliseconds, "biz_content": plain}
        joined = "&".join(f"{name}={members[name]}" for name in sorted(members))
        envelope |= {
            "timestamp": milliseconds,
            "digest": national.sm3_hex(f"{joined}&app_secret={late.app_secret}"),
        }
        refused(gateway.send(envelope), "timestamp_outside_window")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"method": 1}', b"<xml/>", b"\x00"])
def test_bodies_that_are_no_envelope(gateway, body):
    answer = gateway.send_bytes(body)
    assert answer.status == 200 and answer.code == "00"
    assert answer.problem in ("body_malformed", "field_malformed", "dialect_envelope_malformed")


@pytest.mark.parametrize("plain", ["", "{", "[", "null", "\x00"])
def test_business_content_that_is_no_json(gateway, plain):
    answer = gateway.call(REGISTER, plain)
    assert (answer.code, answer.problem) == ("00", "body_malformed"), answer.envelope


def test_fields_of_a_registration(gateway, people):
    resident = people.next()
    content = national.registration(resident)
    wrong = resident.id_no[:-1] + ("0" if resident.id_no[-1] != "0" else "1")
    refused(gateway.call(REGISTER, content | {"id_no": wrong}), "id_number_check_digit")
    refused(gateway.call(REGISTER, content | {"id_type": "77"}), "id_type_unknown")
    refused(gateway.call(REGISTER, content | {"name": "张\u202e三"}), "text_bidi_control")
    refused(gateway.call(REGISTER, content | {"register_no": ""}), "idempotency_key_malformed")
    del content["name"]
    refused(gateway.call(REGISTER, content), "field_missing")


def test_a_code_is_accepted_once(gateway, card_id, terminal):
    code = generate(gateway, card_id)
    accepted(verify(gateway, code, terminal))
    refused(verify(gateway, code, terminal), "code_replayed")


def test_a_static_code_shows_no_number(gateway, people, terminal):
    resident = people.next()
    card_id = accepted(gateway.call(REGISTER, national.registration(resident)))["ehealth_card_id"]
    code = generate(gateway, card_id, flag="1")
    assert code.split(":")[1:3] == ["1", ""]
    seen = accepted(verify(gateway, code, terminal))
    assert resident.id_no not in str(seen) and resident.name not in str(seen)


def test_places_of_a_verification(gateway, card_id, terminal, sandbox):
    code = generate(gateway, card_id)
    frozen = next(entry["code"] for entry in sandbox["terminals"] if entry["status"] == "frozen")
    refused(verify(gateway, code, terminal, medstepcode="777777"), "step_unknown")
    refused(verify(gateway, code, "NO-SUCH-TERMINAL"), "terminal_unknown")
    refused(verify(gateway, code, frozen), "terminal_not_authorised")
    refused(verify(gateway, "hello", terminal), "code_malformed")
    accepted(verify(gateway, code, terminal))


@pytest.mark.late
def test_an_expired_code(gateway, early_code, terminal):
    early_code.wait_until_expired()
    refused(verify(gateway, early_code.text, terminal), "code_expired")


def test_a_closed_card_answers_no_scan_until_it_is_restored(gateway, client, people, terminal):
    resident = people.next()
    made = accepted(gateway.call(REGISTER, national.registration(resident)))
    card_id = made["ehealth_card_id"]
    code = generate(gateway, card_id)
    content = {"ehealth_card_id": card_id, "revoke_no": national.serial(), "revoke_time": national.china_time()}
    accepted(gateway.call(CLOSE, content))
    accepted(gateway.call(CLOSE, content))
    refused(verify(gateway, code, terminal), "card_not_active")
    content = {"ehealth_card_id": card_id, "ewmbs": "0", "generate_no": national.serial()}
    refused(gateway.call(GENERATE, content), "card_not_active")
    assert client.card(card_id).must(200).json["status"] == "cancelled"
    restored = accepted(gateway.call(REGISTER, national.registration(resident)))
    assert restored == made | {"outcome": "restored"}
    accepted(verify(gateway, generate(gateway, card_id), terminal))


def seconds_ago(seconds: int) -> datetime.datetime:
    """A past instant of the same day at +08:00, or of its first second."""
    now = datetime.datetime.now(national.CHINA)
    return max(now - datetime.timedelta(seconds=seconds), now.replace(hour=0, minute=0, second=0, microsecond=0))


def test_uses_are_recorded_once(gateway, client, card_id, terminal):
    rows = [national.use(card_id, terminal, step=step) for step in ("010102", "010103", "010104")]
    assert accepted(gateway.call(UPLOAD, rows)) == {"recorded": 3, "repeated": 0}
    assert accepted(gateway.call(UPLOAD, rows)) == {"recorded": 0, "repeated": 3}
    rows.append(national.use(card_id, terminal, step="010105"))
    assert accepted(gateway.call(UPLOAD, rows)) == {"recorded": 1, "repeated": 3}


def test_500_uses_are_a_batch_and_501_are_too_many(gateway, card_id, terminal):
    row = national.use(card_id, terminal)
    refused(gateway.call(UPLOAD, [row] * 501), "use_batch_size")
    assert accepted(gateway.call(UPLOAD, [row] * 500)) == {"recorded": 1, "repeated": 499}
    refused(gateway.call(UPLOAD, []), "use_batch_size")
    refused(gateway.call(UPLOAD, row), "field_malformed")


def test_uses_of_another_day_are_refused_and_with_them_the_batch(gateway, card_id, terminal):
    now = datetime.datetime.now(national.CHINA)
    good = national.use(card_id, terminal, seconds_ago(60), step="010107")
    for days in (-1, -365):
        other = national.use(card_id, terminal, now + datetime.timedelta(days=days))
        refused(gateway.call(UPLOAD, [good, other]), "use_not_today")
    # Neither have uses that lie ahead happened, of whatever day.
    ahead = national.use(card_id, terminal, now + datetime.timedelta(minutes=10))
    refused(gateway.call(UPLOAD, [good, ahead]), "use_not_today")
    refused(gateway.call(UPLOAD, [good, good | {"ehealth_card_id": "A" * 64}]), "card_not_found")
    refused(gateway.call(UPLOAD, [good, good | {"usetime": "2026-01-01"}]), "field_malformed")
    refused(gateway.call(UPLOAD, [good, good | {"terminalcode": "NO-SUCH-TERMINAL"}]), "terminal_unknown")
    # All or nothing: the good row of the refused batches is still new.
    assert accepted(gateway.call(UPLOAD, [good])) == {"recorded": 1, "repeated": 0}


def test_a_query_by_document_and_by_card(gateway, people):
    resident = people.next()
    card_id = accepted(gateway.call(REGISTER, national.registration(resident)))["ehealth_card_id"]
    for content in ({"ehealth_card_id": card_id}, {"id_type": "01", "id_no": resident.id_no}):
        found = accepted(gateway.call(QUERY, content))
        assert (found["ehealth_card_id"], found["status"]) == (card_id, "active")
    stranger = people.next()
    refused(gateway.call(QUERY, {"id_type": "01", "id_no": stranger.id_no}), "person_not_found")
    refused(gateway.call(QUERY, {"ehealth_card_id": "A" * 64}), "card_not_found")


def test_an_app_may_do_only_what_it_was_authorised_for(server, sandbox, client, card, terminal):
    bank = next(native.App.of(entry) for entry in sandbox["apps"] if "code.scan" not in entry["operations"])
    opened = national.NationalClient(server.base_url, bank.app_id, bank.app_secret)
    refused(verify(opened, client.code(card).must().json["text"], terminal), "operation_not_allowed")
    refused(opened.call(QUERY, {"ehealth_card_id": card}), "operation_not_allowed")
    opened.close()
