"""Handing frames to Redis from a plain thread."""

import multiprocessing

import pytest

from live.publishing import LayerSender, Message

MESSAGE = Message(topic="order.forked", key="forked", sequence=0, frame="{}")


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_forked_processes_publish_on_connections_of_their_own() -> None:
    sender = LayerSender()
    sender(MESSAGE)

    context = multiprocessing.get_context("fork")
    said = context.SimpleQueue()  # the exit code is no witness: coverage ends in the child too, and may fail there

    def publish_many() -> None:
        for _ in range(50):
            sender(MESSAGE)
        said.put("published")

    children = [context.Process(target=publish_many) for _ in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join(20)
    assert [said.get() for _ in children if not said.empty()] == ["published"] * 3
    sender(MESSAGE)
