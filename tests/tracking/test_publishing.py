"""Handing frames to Redis from a plain thread."""

import multiprocessing

import pytest

from tracking.publishing import Message, _LayerSender

MESSAGE = Message(topic="order.forked", key="forked", sequence=0, frame="{}")


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_forked_processes_publish_on_connections_of_their_own() -> None:
    sender = _LayerSender()
    sender(MESSAGE)

    def publish_many() -> None:
        for _ in range(50):
            sender(MESSAGE)

    children = [multiprocessing.get_context("fork").Process(target=publish_many) for _ in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join(20)
    assert [child.exitcode for child in children] == [0, 0, 0]
    sender(MESSAGE)
