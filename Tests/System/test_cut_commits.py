"""Connections that break between `COMMIT` and its answer: the platform finds out what became of the transaction, and no
client hears of it."""

from __future__ import annotations

import itertools
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import client as native
import pytest
from commit_proxy import CommitProxy
from history import History, Writer, verify
from server import Server
from stored import PostgresDatabase, shared_server

CUTS = int(os.environ.get("XINGLIN_CUTS", "200"))
WRITERS = 16
SEED = 9200


@pytest.mark.slow
@pytest.mark.timeout(CUTS + 180)
def test_connections_cut_after_their_commit_lose_and_double_nothing(tmp_path):
    database = PostgresDatabase.create(shared_server())
    with CommitProxy(database.port, seed=30) as proxy:
        server = Server(tmp_path, "--storage", database.through(proxy.port))
        try:
            server.start()
            app = native.App.of(server.sandbox["apps"][0])
            terminal = native.pick_terminal(server.sandbox, app)["code"]
            history, numbers, stop = History(), itertools.count(), threading.Event()

            def write() -> None:
                Writer(history, server.base_url, app, terminal).write(numbers, SEED, stop)

            proxy.allow(CUTS)
            with ThreadPoolExecutor(WRITERS) as pool:
                running = [pool.submit(write) for _ in range(WRITERS)]
                try:
                    while not proxy.is_done and not any(writer.done() for writer in running):
                        time.sleep(0.05)
                finally:
                    stop.set()
                for writer in running:
                    writer.result()
            # Not one client may notice: the platform asks the database by itself.
            assert history.failures == []
            assert proxy.cuts == CUTS
            server.stop()
            verify(history, database, app)
            print(f"{proxy.cuts} cut commits, {proxy.cut_questions} cut questions: {history}")
        finally:
            server.kill()
            database.drop()
