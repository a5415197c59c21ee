"""The generator counts what it reads; so it must read every frame, however it arrives."""

import random

import pytest

from bench.wire import CLOSE, PING, TEXT, FrameReader, WireError, masked

PAYLOADS = [b"", b"a", b"b" * 125, b"c" * 126, b"d" * 400, b"e" * 65535, b"f" * 65536, b"g" * 70000]


def as_server(opcode: int, payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        return bytes((0x80 | opcode, size)) + payload
    if size < 65536:
        return bytes((0x80 | opcode, 126)) + size.to_bytes(2, "big") + payload
    return bytes((0x80 | opcode, 127)) + size.to_bytes(8, "big") + payload


def test_frames_of_every_size_are_read_however_they_are_cut() -> None:
    stream = b"".join(as_server(TEXT, payload) for payload in PAYLOADS)
    for seed in range(20):
        dice, reader, frames, rest = random.Random(seed), FrameReader(), [], stream
        while rest:
            cut = dice.choice((1, 2, 3, 9, 130, 5000, 70000))
            frames += reader.feed(rest[:cut])
            rest = rest[cut:]
        assert frames == [(TEXT, payload) for payload in PAYLOADS]


def test_small_frames_are_read_when_they_come_byte_by_byte() -> None:
    stream = as_server(PING, b"1234") + as_server(TEXT, b"x" * 300) + as_server(CLOSE, b"\x03\xf4")
    reader = FrameReader()
    frames = [frame for at in range(len(stream)) for frame in reader.feed(stream[at : at + 1])]
    assert frames == [(PING, b"1234"), (TEXT, b"x" * 300), (CLOSE, b"\x03\xf4")]


@pytest.mark.parametrize("head", [b"\x01\x01a", b"\x80\x01a", b"\xc1\x01a", b"\x81\x81abcda"])
def test_what_a_browser_would_refuse_is_refused(head: bytes) -> None:
    with pytest.raises(WireError):
        FrameReader().feed(head)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_the_generator_sends_is_masked_and_whole(payload: bytes) -> None:
    frame = masked(TEXT, payload)
    body = len(frame) - len(payload)
    mask = frame[body - 4 : body]
    plain = bytes(byte ^ mask[at % 4] for at, byte in enumerate(frame[body:]))
    unmasked = bytes((frame[0], frame[1] & 0x7F)) + frame[2 : body - 4] + plain
    assert unmasked == as_server(TEXT, payload)
