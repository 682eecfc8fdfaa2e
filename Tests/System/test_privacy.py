"""After everything else has run: no resident and no secret may be found where operators read."""

from __future__ import annotations

import pytest


@pytest.mark.late
def test_neither_the_log_nor_the_metrics_name_anybody(server, sandbox, people):
    places = {"log": server.log_text(), "metrics": server.get("/metrics")[2].decode()}
    secret = {app[key] for app in sandbox["apps"] for key in ("app_secret", "sm2_private_key")}
    members = ("name", "id_no", "phone", "card_id", "person_id")
    personal = {entry[key] for entry in sandbox["residents"] for key in members}
    personal |= {value for resident in people.used for value in (resident.name, resident.id_no, resident.phone)}
    assert len(personal) > 1000
    assert places["log"], "the server's log is empty"
    for place, text in places.items():
        # The values themselves stay out of the report, too.
        assert not any(value in text for value in secret), f"the {place} shows a secret"
        found = sum(value in text for value in personal)
        assert found == 0, f"the {place} shows {found} personal values"


@pytest.mark.late
def test_the_server_never_answered_a_fault(server):
    text = server.get("/metrics")[2].decode()
    faults = [line for line in text.splitlines() if "_count{" in line and 'status="5' in line]
    assert faults == []
    server.require_no_crash()
