"""Streams from a daemon: whole objects, cut when cancelled, told as lost when they break off."""

from __future__ import annotations

import threading
import time

import pytest

from tests.engine.fake_daemon import answer, fake_daemon
from tutor.engine import Cancel, EngineLost
from tutor.engine.moby.daemon import Daemon, Refused, Stopped


def chunked(*chunks: bytes, end: bool) -> bytes:
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body + (b"0\r\n\r\n" if end else b"")


def connected(url: str) -> Daemon:
    import docker

    return Daemon(docker.APIClient(base_url=url, version="1.41", timeout=5))


def test_objects_come_whole_however_the_stream_is_cut(tmp_path):
    said = chunked(b'{"a": 1}\r\n{"b"', b": 2}\n\n", b'{"c": 3}', end=True)
    with fake_daemon(tmp_path, {"/build": said}) as fake:
        assert list(connected(fake.url).stream("/build", cancel=Cancel(), params={})) == [
            {"a": 1},
            {"b": 2},
            {"c": 3},
        ]


def test_parameters_that_are_none_are_not_sent(tmp_path):
    with fake_daemon(tmp_path, {"/build": chunked(end=True)}) as fake:
        list(connected(fake.url).stream("/build", cancel=Cancel(), params={"t": "x", "target": None}))
    assert fake.asked == ["POST /v1.41/build?t=x HTTP/1.1"]


def test_cancelling_wakes_a_reader_and_closes_the_connection(tmp_path):
    with fake_daemon(tmp_path, {"/build": chunked(b'{"a": 1}\n', end=False)}) as fake:
        cancel = Cancel()
        stream = connected(fake.url).stream("/build", cancel=cancel, params={})
        assert next(stream) == {"a": 1}
        threading.Timer(0.1, cancel.throw).start()
        began = time.monotonic()
        with pytest.raises(Stopped):
            next(stream)
        assert time.monotonic() - began < 2
        assert fake.closed_by_asker.wait(2)


def test_a_stream_that_breaks_off_means_the_engine_is_lost(tmp_path):
    said = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + b'{"a": 1}\n'
    with fake_daemon(tmp_path, {"/build": said}) as fake:
        stream = connected(fake.url).stream("/build", cancel=Cancel(), params={})
        assert next(stream) == {"a": 1}
        with pytest.raises(EngineLost):
            next(stream)


def test_an_http_error_is_the_engines_refusal_in_its_own_words(tmp_path):
    said = answer('{"message": "no such thing"}', status="400 Bad Request")
    with fake_daemon(tmp_path, {"/build": said}) as fake:
        stream = connected(fake.url).stream("/build", cancel=Cancel(), params={})
        with pytest.raises(Refused, match="no such thing") as told:
            next(stream)
    assert told.value.status == 400


def test_errors_of_whoever_reads_are_not_taken_for_the_connections(tmp_path):
    with fake_daemon(tmp_path, {"/archive": answer("content")}) as fake:
        download = connected(fake.url).download("/archive")
        with pytest.raises(IsADirectoryError), download:
            raise IsADirectoryError("/etc")
