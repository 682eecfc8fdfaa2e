"""HL7 v2 over MLLP, spoken by an unrelated library: hl7apy builds what is sent, and reads and validates the answers.

The index behind the listener is a TEST DOUBLE; what is tested is the face.
"""

from __future__ import annotations

import itertools
import random
import re
import time

import pytest
from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.core import Message
from hl7apy.parser import parse_message
from hl7_listener import START, Listener

COUNT = itertools.count(1)


@pytest.fixture(scope="module")
def listener(tmp_path_factory):
    started = Listener(tmp_path_factory.mktemp("hl7"))
    yield started
    started.stop()


def add(segment, field: str, value: str) -> None:
    """Adds each occurrence of a field; the library takes a text for one."""
    for occurrence in value.split("~"):
        segment.add_field(field).value = occurrence


def validate(text: str) -> None:
    """By the library, strictly. What a query asks stands in QPD from field 3 on, and is not HL7's but IHE's to say."""
    general = re.sub(r"(?m)^(QPD\|[^|]*\|[^|]*)\|.*$", r"\1|x", text.replace("\r", "\n")).replace("\n", "\r")
    assert parse_message(general, validation_level=VALIDATION_LEVEL.STRICT).validate()


def message(
    structure: str,
    kind: str,
    *,
    sender=("HIS", "HOSP1"),
    character_set="UNICODE UTF-8",
    level=VALIDATION_LEVEL.STRICT,
) -> Message:
    built = Message(structure, version="2.5", validation_level=level)
    built.msh.msh_3, built.msh.msh_4 = sender
    built.msh.msh_5, built.msh.msh_6 = "EMPI", "REGION"
    built.msh.msh_7 = "20260105093000"
    built.msh.msh_9 = kind
    built.msh.msh_10 = f"M{next(COUNT)}"
    built.msh.msh_11 = "P"
    built.msh.msh_18 = character_set
    return built


def registration(local_id: str, name: str, event="A04", structure="ADT_A01", **options) -> Message:
    built = message(structure, f"ADT^{event}^{structure}", **options)
    built.evn.evn_2 = "20260105092500"
    add(built.pid, "pid_3", local_id)
    built.pid.pid_5 = name
    built.pid.pid_7 = "19900307"
    built.pid.pid_8 = "F"
    if structure in ("ADT_A01", "ADT_A05"):
        built.pv1.pv1_2 = "O"
    return built


def ask(listener: Listener, asked: Message, encoding="utf-8") -> Message:
    """Sends a valid message; its answer is valid too, by the library, and belongs to it."""
    validate(asked.to_er7())
    with listener.connect() as connection:
        answer = connection.ask(asked.to_er7().encode(encoding)).decode(encoding)
    validate(answer)
    read = parse_message(answer, validation_level=VALIDATION_LEVEL.TOLERANT)
    assert read.msa.msa_2.value == asked.msh.msh_10.value
    assert (read.msh.msh_5.value, read.msh.msh_6.value) == (asked.msh.msh_3.value, asked.msh.msh_4.value)
    return read


def query(structure_name: str, tag: str, parameters: dict[str, str], kind: str, control="I") -> Message:
    built = message("QBP_Q21", kind, level=VALIDATION_LEVEL.TOLERANT)
    built.qpd.qpd_1 = structure_name
    built.qpd.qpd_2 = tag
    for field, value in parameters.items():
        add(built.qpd, field, value)
    built.rcp.rcp_1 = control
    return built


def pix(identifier: str, domains: str = "") -> Message:
    parameters = {"qpd_3": identifier} | ({"qpd_4": domains} if domains else {})
    return query("IHE PIX Query", "T1", parameters, "QBP^Q23^QBP_Q21")


def pdq(parameters: str, domains: str = "") -> Message:
    fields = {"qpd_3": parameters} | ({"qpd_8": domains} if domains else {})
    return query("IHE PDQ Query", "T2", fields, "QBP^Q22^QBP_Q21")


@pytest.mark.parametrize(
    ("event", "structure"),
    [
        ("A01", "ADT_A01"),
        ("A04", "ADT_A01"),
        ("A05", "ADT_A05"),
        ("A08", "ADT_A01"),
        ("A28", "ADT_A05"),
        ("A31", "ADT_A05"),
    ],
)
def test_a_feed_is_acknowledged(listener, event, structure):
    read = ask(listener, registration(f"F{event}^^^HOSP1^PI", "测试^甲^^^^^L^I", event, structure))
    assert read.msa.msa_1.value == "AA"
    assert read.msh.msh_9.value == f"ACK^{event}^ACK"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_what_was_registered_is_found(listener, encoding):
    name = {"utf-8": "寻得甲", "gb18030": "寻得乙"}[encoding]
    character_set = {"utf-8": "UNICODE UTF-8", "gb18030": "GB 18030-2000"}[encoding]
    asked = registration(f"S{encoding}^^^HOSP1^PI", f"{name}^^^^^^L^I", character_set=character_set)
    assert ask(listener, asked, encoding).msa.msa_1.value == "AA"
    found = ask(listener, pdq(f"@PID.5.1.1^{name}~@PID.8^F"))
    assert (found.msa.msa_1.value, found.qak.qak_2.value) == ("AA", "OK")
    assert found.msh.msh_9.value == "RSP^K22^RSP_K21"
    patient = found.rsp_k21_query_response.pid
    assert patient.pid_3.pid_3_1.value == f"S{encoding}"
    assert patient.pid_5.pid_5_1.value == name
    assert (patient.pid_7.value, patient.pid_8.value) == ("19900307", "F")


def test_a_number_is_found_in_another_domain(listener):
    document = "~110101199003070134^^^^NNCHN"
    assert ask(listener, registration(f"X1^^^HOSP1^PI{document}", "测试^丙")).msa.msa_1.value == "AA"
    other = registration(f"Y1^^^HOSP2^PI{document}", "测试^丙", sender=("LIS", "HOSP2"))
    assert ask(listener, other).msa.msa_1.value == "AA"
    found = ask(listener, pix("X1^^^HOSP1", "^^^HOSP2"))
    assert found.qak.qak_2.value == "OK"
    assert found.rsp_k23_query_response.pid.pid_3.value == "Y1^^^HOSP2^PI"
    nothing = ask(listener, pix("X1^^^HOSP1", "^^^EMPI"))
    assert (nothing.msa.msa_1.value, nothing.qak.qak_2.value) == ("AA", "NF")


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        (pix("NOBODY^^^HOSP1"), "QPD^1^3^1^1"),
        (pix("X1^^^NOWHERE"), "QPD^1^3^1^4"),
        (pix("FA04^^^HOSP1", "^^^HOSP2~^^^NOWHERE"), "QPD^1^4^2"),
        (pdq("@PID.7^19900307", "^^^NOWHERE"), "QPD^1^8^1"),
    ],
    # The library's messages have no names of their own.
    ids=["number", "domain", "wanted domain", "wanted domain of a demographics query"],
)
def test_unknown_numbers_and_domains_are_told(listener, asked, location):
    read = ask(listener, asked)
    assert (read.msa.msa_1.value, read.qak.qak_2.value) == ("AE", "AE")
    assert read.err.err_2.value == location
    assert (read.err.err_3.err_3_1.value, read.err.err_4.value) == ("204", "E")


def test_a_merge_leaves_one_number(listener):
    for local_id in ("A1", "A2"):
        assert ask(listener, registration(f"{local_id}^^^HOSP1^PI", "测试^丁")).msa.msa_1.value == "AA"
    built = message("ADT_A39", "ADT^A40^ADT_A39")
    built.evn.evn_2 = "20260105092500"
    built.adt_a39_patient.pid.pid_3 = "A1^^^HOSP1^PI"
    built.adt_a39_patient.pid.pid_5 = "测试^丁"
    built.adt_a39_patient.mrg.mrg_1 = "A2^^^HOSP1^PI"
    assert ask(listener, built).msa.msa_1.value == "AA"
    found = ask(listener, pdq("@PID.3.1^A2"))
    assert found.qak.qak_2.value == "NF"


def test_an_error_says_where_and_what(listener):
    asked = registration("E1^^^NOWHERE^PI", "测试^戊")
    read = ask(listener, asked)
    assert read.msa.msa_1.value == "AE"
    assert read.err.err_2.value == "PID^1^3^1^4"
    assert read.err.err_3.value == "204^Unknown key identifier^HL70357"


def test_a_stranger_writes_nothing(listener):
    asked = registration("W1^^^HOSP1^PI", "测试^己", sender=("OTHER", "HOSP1"))
    assert ask(listener, asked).msa.msa_1.value == "AE"
    assert ask(listener, pdq("@PID.3.1^W1")).qak.qak_2.value == "NF"


def test_a_slow_sender_is_closed(listener):
    with listener.connect() as connection:
        connection.send(START + b"MSH|")
        assert connection.is_closed_within(15)


def test_a_sender_is_not_given_more_time_for_each_byte(listener):
    started = time.monotonic()
    with listener.connect() as connection, pytest.raises(OSError):
        connection.send(START)
        while time.monotonic() - started < 20:
            connection.send(b"A")
            time.sleep(0.1)
    assert time.monotonic() - started < 15


def test_hostile_bytes_end_nothing_but_their_connection(listener):
    seed = registration("H1^^^HOSP1^PI", "测试^庚").to_er7().encode()
    chance = random.Random(7)
    for _ in range(300):
        data = bytearray(seed)
        for _ in range(chance.randint(1, 8)):
            place = chance.randrange(len(data))
            data[place : place + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 4))
        with listener.connect() as connection:
            connection.send(START + bytes(data) + b"\x1c\r")
            try:
                assert connection.answer().startswith(b"MSH")
            except (ConnectionError, BrokenPipeError):
                pass
    assert listener.process.poll() is None and not listener.crashes()
    assert ask(listener, registration("H2^^^HOSP1^PI", "测试^庚")).msa.msa_1.value == "AA"
