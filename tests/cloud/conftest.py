"""Speakers that end with the test that started them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cloud.speaking import Speaker

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator


@pytest.fixture
def speak() -> Iterator[Callable[[Callable[[socket.socket, str], bool | None] | bytes], Speaker]]:
    """Start speakers that end with the test; bytes are said to every request."""
    made: list[Speaker] = []

    def start(say: Callable[[socket.socket, str], bool | None] | bytes) -> Speaker:
        if isinstance(say, bytes):
            words = say
            made.append(Speaker(lambda connection, _: connection.sendall(words)))
        else:
            made.append(Speaker(say))
        return made[-1]

    yield start
    for speaker in made:
        speaker.close()
