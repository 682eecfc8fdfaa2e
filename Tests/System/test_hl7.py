"""HL7 v2 over MLLP, spoken to the real server by an unrelated library: hl7apy builds what is sent, and reads and validates
the answers."""

from __future__ import annotations

import itertools
import json
import random
import re
import time
from pathlib import Path

import client as native
import made_up
import pytest
from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.core import Message
from hl7apy.parser import parse_message
from mllp import END, START, Connection
from server import ROOT, Server, free_port, run

COUNT = itertools.count(1)
# Residents of these tests; nobody else's tests draw from this seed.
SEED = 2575
PEOPLE = itertools.count()


class Listener:
    """A demo server of its own that listens for HL7 v2, as the example in docs says."""

    def __init__(self, folder: Path):
        self.port = free_port()
        settings = json.loads((ROOT / "docs/hl7v2-demo.json").read_text(encoding="utf-8"))
        settings |= {"port": self.port, "patience_seconds": 2, "idle_seconds": 20}
        file = folder / "hl7.json"
        file.write_text(json.dumps(settings), encoding="utf-8")
        self.server = Server(folder, "--hl7", file)

    def start(self) -> Listener:
        self.server.start()
        deadline = time.monotonic() + 30
        while True:
            try:
                self.connect().close()
                return self
            except ConnectionRefusedError:
                assert time.monotonic() < deadline, "nothing listens for HL7 v2"
                time.sleep(0.05)

    def connect(self) -> Connection:
        return Connection(self.port)

    def events(self) -> list[dict]:
        """What the first hospital is told of the index: all of it, page by page."""
        app = native.App.of(next(app for app in self.server.sandbox["apps"] if app["app_id"] == "xl-his-1"))
        told, cursor = [], None
        with native.Client(self.server.base_url, app) as caller:
            while page := (answer := caller.events(7, cursor).must().json)["events"]:
                told += page
                cursor = answer["next_cursor"]
        assert [int(event["cursor"]) for event in told] == list(range(1, len(told) + 1))
        return told


@pytest.fixture(scope="module")
def listener(tmp_path_factory):
    started = Listener(tmp_path_factory.mktemp("hl7")).start()
    yield started
    started.server.stop()


def person() -> made_up.Resident:
    return made_up.resident(next(PEOPLE), SEED)


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


def registration(local_id: str, who: made_up.Resident, event="A04", structure="ADT_A01", **options) -> Message:
    built = message(structure, f"ADT^{event}^{structure}", **options)
    built.evn.evn_2 = "20260105092500"
    add(built.pid, "pid_3", f"{local_id}~{who.id_no}^^^^NNCHN")
    built.pid.pid_5 = f"{who.name}^^^^^^L^I"
    built.pid.pid_7 = who.birth_date.replace("-", "")
    built.pid.pid_8 = "M" if who.gender == "1" else "F"
    if structure in ("ADT_A01", "ADT_A05"):
        built.pv1.pv1_2 = "O"
    return built


def merge(surviving: str, prior: str, who: made_up.Resident) -> Message:
    built = message("ADT_A39", "ADT^A40^ADT_A39")
    built.evn.evn_2 = "20260105092500"
    built.adt_a39_patient.pid.pid_3 = surviving
    built.adt_a39_patient.pid.pid_5 = who.name
    built.adt_a39_patient.mrg.mrg_1 = prior
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
    read = ask(listener, registration(f"F{event}^^^HOSP1^PI", person(), event, structure))
    assert read.msa.msa_1.value == "AA"
    assert read.msh.msh_9.value == f"ACK^{event}^ACK"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_what_was_registered_is_found(listener, encoding):
    who = person()
    character_set = {"utf-8": "UNICODE UTF-8", "gb18030": "GB 18030-2000"}[encoding]
    asked = registration(f"S{encoding}^^^HOSP1^PI", who, character_set=character_set)
    assert ask(listener, asked, encoding).msa.msa_1.value == "AA"
    birth_date = who.birth_date.replace("-", "")
    sex = "M" if who.gender == "1" else "F"
    found = ask(listener, pdq(f"@PID.5.1.1^{who.name}~@PID.7^{birth_date}~@PID.8^{sex}"))
    assert (found.msa.msa_1.value, found.qak.qak_2.value) == ("AA", "OK")
    assert found.msh.msh_9.value == "RSP^K22^RSP_K21"
    patient = found.rsp_k21_query_response.pid
    assert patient.pid_3.pid_3_1.value == f"S{encoding}"
    assert patient.pid_5.pid_5_1.value == who.name
    assert (patient.pid_7.value, patient.pid_8.value) == (birth_date, sex)


def test_a_number_is_found_in_another_domain_and_the_hospital_is_told(listener):
    who = person()
    assert ask(listener, registration("X1^^^HOSP1^PI", who)).msa.msa_1.value == "AA"
    other = registration("Y1^^^HOSP2^PI", who, sender=("LIS", "HOSP2"))
    assert ask(listener, other).msa.msa_1.value == "AA"
    found = ask(listener, pix("X1^^^HOSP1", "^^^HOSP2"))
    assert found.qak.qak_2.value == "OK"
    assert found.rsp_k23_query_response.pid.pid_3.value == "Y1^^^HOSP2&1.2.156.99999.2&ISO^PI"
    nothing = ask(listener, pix("X1^^^HOSP1", "^^^TOWN1"))
    assert (nothing.msa.msa_1.value, nothing.qak.qak_2.value) == ("AA", "NF")
    told = listener.events()
    number = next(event["index_number"] for event in told if event["local_id"] == "X1")
    of_index = [event for event in told if event["index_number"] == number]
    assert [(event["kind"], event["version"], event["local_id"]) for event in of_index] == [
        ("create", 1, "X1"),
        ("link", 2, None),
    ]


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


def test_a_query_that_names_too_little_is_refused(listener):
    read = ask(listener, pdq("@PID.7^19900307"))
    assert (read.msa.msa_1.value, read.err.err_3.err_3_1.value) == ("AE", "101")
    assert read.err.err_2.value == "QPD^1^3"


def test_a_query_goes_on_where_it_ended(listener):
    who = person()
    for sequence, sender in enumerate([("HIS", "HOSP1"), ("LIS", "HOSP2")]):
        twin = made_up.resident(1000 + sequence, SEED)
        # One name and birth date, two people: their numbers differ.
        twin = made_up.Resident(who.name, "01", twin.id_no, twin.phone, twin.gender, twin.birth_date)
        assert ask(listener, registration(f"P{sequence}^^^{sender[1]}^PI", twin, sender=sender)).msa.msa_1.value == "AA"
    seen = []
    asked = pdq(f"@PID.5.1.1^{who.name}")
    asked.rcp.rcp_2 = "1^RD"
    read = ask(listener, asked)
    while True:
        seen.append(read.rsp_k21_query_response.pid.pid_3.pid_3_1.value)
        if not read.dsc.dsc_1.value:
            break
        asked = pdq(f"@PID.5.1.1^{who.name}")
        asked.rcp.rcp_2 = "1^RD"
        asked.dsc.dsc_1 = read.dsc.dsc_1.value
        read = ask(listener, asked)
    assert sorted(seen) == ["P0", "P1"]


def test_a_merge_leaves_one_number(listener):
    who = person()
    for local_id in ("A1", "A2"):
        assert ask(listener, registration(f"{local_id}^^^HOSP1^PI", who)).msa.msa_1.value == "AA"
    for _ in range(2):
        assert ask(listener, merge("A1^^^HOSP1^PI", "A2^^^HOSP1^PI", who)).msa.msa_1.value == "AA"
    found = ask(listener, pdq("@PID.3.1^A1"))
    assert found.rsp_k21_query_response.pid.pid_3.value == "A1^^^HOSP1&1.2.156.99999.1&ISO^PI"
    unknown = ask(listener, merge("A1^^^HOSP1^PI", "NOBODY^^^HOSP1^PI", who))
    assert (unknown.err.err_2.value, unknown.err.err_3.err_3_1.value) == ("MRG^1^1^1^1", "204")
    unknown = ask(listener, merge("NOBODY^^^HOSP1^PI", "A1^^^HOSP1^PI", who))
    assert (unknown.err.err_2.value, unknown.err.err_3.err_3_1.value) == ("PID^1^3^1^1", "204")
    gone = ask(listener, registration("A2^^^HOSP1^PI", who, "A08"))
    assert (gone.msa.msa_1.value, gone.err.err_3.err_3_1.value) == ("AE", "204")


def test_an_error_says_where_and_what(listener):
    read = ask(listener, registration("E1^^^NOWHERE^PI", person()))
    assert read.msa.msa_1.value == "AE"
    assert read.err.err_2.value == "PID^1^3^1^4"
    assert read.err.err_3.value == "204^Unknown key identifier^HL70357"


def test_a_stranger_writes_nothing(listener):
    asked = registration("W1^^^HOSP1^PI", person(), sender=("OTHER", "HOSP1"))
    assert ask(listener, asked).msa.msa_1.value == "AE"
    viewer = registration("W1^^^HOSP2^PI", person(), sender=("VIEW", "HOSP2"))
    assert ask(listener, viewer).msa.msa_1.value == "AR"
    elsewhere = registration("W1^^^HOSP1^PI", person())
    elsewhere.msh.msh_5 = "ELSEWHERE"
    with listener.connect() as connection:
        read = parse_message(connection.ask(elsewhere.to_er7().encode()).decode())
    assert (read.msa.msa_1.value, read.err.err_2.value) == ("AE", "MSH^1^5^1^1")
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
    seed = registration("H1^^^HOSP1^PI", person()).to_er7().encode()
    chance = random.Random(7)
    for _ in range(300):
        data = bytearray(seed)
        for _ in range(chance.randint(1, 8)):
            place = chance.randrange(len(data))
            data[place : place + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 4))
        with listener.connect() as connection:
            connection.send(START + bytes(data) + END)
            try:
                assert connection.answer().startswith(b"MSH")
            except (ConnectionError, BrokenPipeError):
                pass
    listener.server.require_no_crash()
    assert ask(listener, registration("H2^^^HOSP1^PI", person())).msa.msa_1.value == "AA"


def test_a_message_that_is_sent_again_after_a_kill_changes_nothing(tmp_path):
    listener = Listener(tmp_path).start()
    sent = {}
    # From a message that did not arrive to one of which only the answer was lost.
    for round_number, seconds in enumerate((0, 0.003, 0.02, 0.2)):
        local_id = f"K{round_number}"
        asked = registration(f"{local_id}^^^HOSP1^PI", person()).to_er7().encode()
        with listener.connect() as connection:
            connection.send(START + asked + END)
            time.sleep(seconds)
            listener.server.kill()
        listener.start()
        for _ in range(2):
            with listener.connect() as connection:
                assert b"\rMSA|AA|" in connection.ask(asked)
        sent[local_id] = asked
    told = [event for event in listener.events() if event["local_id"] in sent]
    assert [(event["kind"], event["version"]) for event in told] == [("create", 1)] * len(sent)
    listener.server.stop()


def test_every_mistake_of_the_settings_is_told(tmp_path):
    file = tmp_path / "hl7.json"
    file.write_text(
        json.dumps(
            {
                "port": 0,
                "adress": "127.0.0.1",
                "character_set": "EBCDIC",
                "domains": [{"authority": "519900H01", "namespace": "HOSP1", "oid": "1.2.x"}],
                "senders": [
                    {
                        "application": "HIS",
                        "facility": "HOSP 1",
                        "domain": "HOSP9",
                        "app": "xl-his-1",
                        "rights": ["write"],
                        "addresses": ["127.0.0.1/40"],
                    }
                ],
            }
        )
    )
    ended = run("serve", "--data", tmp_path / "data", "--hl7", file)
    assert ended.returncode != 0
    places = ["adress", "port", "character_set", "domains[0].oid"]
    places += [f"senders[0].{name}" for name in ("facility", "rights", "addresses", "domain")]
    for place in places:
        assert re.search(rf"(?m)^{re.escape(place)}: .* / .*$", ended.stderr), place
    assert not (tmp_path / "data").exists()


def test_a_sender_whose_app_may_not_is_told_at_the_start(tmp_path):
    settings = json.loads((ROOT / "docs/hl7v2-demo.json").read_text(encoding="utf-8"))
    settings["senders"] = [
        settings["senders"][0] | {"app": "nobody"},
        settings["senders"][1] | {"app": "xl-his-1"},
        settings["senders"][2] | {"app": "xl-bank-app"},
    ]
    file = tmp_path / "hl7.json"
    file.write_text(json.dumps(settings))
    ended = run("demo", "--port", str(free_port()), "--data", tmp_path / "data", "--hl7", file)
    assert ended.returncode != 0
    for place in range(3):
        assert f"senders[{place}].app: " in ended.stderr
    assert "index.match" in ended.stderr and "index.feed" not in ended.stderr
