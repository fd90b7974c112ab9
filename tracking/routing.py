"""WebSocket paths."""

from django.urls import path

from tracking.consumers import BoardConsumer, TrackingConsumer

websocket_urlpatterns = [
    path("ws/tracking/<slug:uid>/", TrackingConsumer.as_asgi()),
    path("ws/vendor/<slug:slug>/", BoardConsumer.as_asgi()),
]
