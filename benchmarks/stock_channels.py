"""The reference of the fan-out benchmark: a consumer as the Channels tutorial writes it, on the same channel layer."""

import json
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

http = get_asgi_application()


class StockConsumer(AsyncWebsocketConsumer):
    """One group for each order; the entry is encoded for each socket."""

    async def connect(self) -> None:
        self.group = f"stock.{self.scope['url_route']['kwargs']['uid']}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def order_entry(self, event: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps({"type": "entry", "entry": event["entry"]}))


websockets = URLRouter([path("ws/stock/<str:uid>/", StockConsumer.as_asgi())])
application = ProtocolTypeRouter({"http": http, "websocket": websockets})
