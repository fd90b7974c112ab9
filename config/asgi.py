"""The ASGI application: Django for HTTP, Channels for WebSockets."""

import os

import django
from channels.routing import ProtocolTypeRouter, URLRouter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402 - the apps are loaded only now

from accounts.websocket import websocket_stack  # noqa: E402 - as above
from common.overload import Gate, SocketGate  # noqa: E402 - as above
from common.request_limits import RequestLimits  # noqa: E402 - as above
from common.serving import WebHandler  # noqa: E402 - as above
from common.silence import ImpatientConnection  # noqa: E402 - as above
from config.restored import RestoredGate  # noqa: E402 - as above
from notifications import routing as notifications  # noqa: E402 - as above
from tracking import routing as tracking  # noqa: E402 - as above

ImpatientConnection.seconds = settings.DATABASE_ANSWER_SECONDS
http = RequestLimits(WebHandler(most=settings.OVERLOAD["most"]), **settings.REQUEST_LIMITS)
sockets = URLRouter([*tracking.websocket_urlpatterns, *notifications.websocket_urlpatterns])
application = ProtocolTypeRouter(
    {
        "http": Gate(RestoredGate(http, never=("/healthz", "/readyz", "/metrics")), **settings.OVERLOAD),
        "websocket": RestoredGate(SocketGate(websocket_stack(sockets), most=settings.SOCKETS_IN_PROCESS)),
    }
)
