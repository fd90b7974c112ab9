"""Handing frames to Redis from a plain thread."""

import multiprocessing
from contextlib import ExitStack
from pathlib import Path

import pytest
from channels_redis.pubsub import RedisPubSubChannelLayer
from redis import Redis as Client

from config.embedded import Redis
from config.services import channel_hosts
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


async def test_topics_are_spread_over_several_servers_and_each_arrives(tmp_path: Path) -> None:
    with ExitStack() as stack:
        servers = [Redis(tmp_path / name) for name in ("one", "two")]
        for server in servers:
            server.start()
            stack.callback(server.stop)
        layer = RedisPubSubChannelLayer(hosts=channel_hosts([server.url() for server in servers]))
        channel = await layer.new_channel()
        topics = [f"order.{number}" for number in range(20)]
        for topic in topics:
            await layer.group_add(topic, channel)
        for topic in topics:
            await layer.group_send(topic, {"type": "frame", "topic": topic})
        assert sorted([(await layer.receive(channel))["topic"] for _ in topics]) == sorted(topics)
        held = [topics_on(server) for server in servers]
        assert (sum(held), min(held) > 0) == (20, True)
        await layer.flush()


def topics_on(server: Redis) -> int:
    """Return how many orders are subscribed to on this server."""
    with Client.from_url(server.url()) as client:
        return len(client.pubsub_channels("*order.*"))
