"""Answers that an ASGI layer gives by itself, before Django has seen the request."""

from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from common.logs import bind_request_id
from common.middleware import HEADER, new_request_id

Message = Any  # a dictionary, which ASGI servers and Django type each in their own way
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[Any]]


async def refuse(send: Send, make: Callable[[], HttpResponse], *, is_closing: bool = True) -> None:
    """Send the answer that `make` makes under a new request id; `is_closing` where a body is left that nobody reads."""
    request_id = new_request_id()
    bind_request_id(request_id)
    answer = make()
    own = {**answer.headers, HEADER: request_id, **({"Connection": "close"} if is_closing else {})}
    raw = [(name.lower().encode(), value.encode()) for name, value in {**settings.ANSWER_HEADERS, **own}.items()]
    await send({"type": "http.response.start", "status": answer.status_code, "headers": raw})
    await send({"type": "http.response.body", "body": answer.content})
