"""How Django's synchronous stack is run under ASGI: a whole request in one go, on a thread that is kept for the next.

Django's own handler goes to a thread and back for each signal, the middleware, the view and the end of an answer, and makes and
ends two threads for each request. No view of ours is asynchronous, so that none of that is needed.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from asgiref.sync import sync_to_async
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.db import close_old_connections
from django.http import FileResponse
from django.urls import set_script_prefix

from common.refusing import Message, Receive, Send

UNBOUNDED = 512  # threads, where the gate lets any number of requests in
AT_A_TIME = 65_536  # bytes of what is streamed
UNGATED = 16  # for what the gate never refuses: it is answered while every place is taken by who waits for the database


class WebHandler(ASGIHandler):
    """Serves up to `most` requests at a time (0: any number), as many as the gate in front lets in.

    An answer is ended, and its connection to the database given back, before it is sent: who reads it slowly holds neither. What
    is streamed is read piece by piece as it is sent, on a thread of its own, which also ends it.
    """

    def __init__(self, *, most: int) -> None:
        BaseHandler.__init__(self)
        self.load_middleware()
        threads = ThreadPoolExecutor(most + UNGATED if most else UNBOUNDED, thread_name_prefix="request")
        self._answer = sync_to_async(self._answered, thread_sensitive=False, executor=threads)

    async def handle(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Serve one request, within the thread-sensitive context that `__call__` opens for it."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        answer = await self._answer(scope, body)
        if answer.streaming:
            await self._stream(answer, receive, send)
        else:
            await self.send_response(answer, send)

    def _answered(self, scope: dict[str, Any], body: Any) -> Any:
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        request, refusal = self.create_request(scope, body)
        answer: Any = refusal if request is None else self.get_response(request)
        answer._handler_class = self.__class__
        if isinstance(answer, FileResponse):
            answer.block_size = self.chunk_size
        if answer.streaming:
            close_old_connections()  # what this thread holds; the pieces are read on another
        else:
            answer.close()
        body.close()
        return answer

    async def _stream(self, answer: Any, receive: Receive, send: Send) -> None:
        """Send piece by piece, until there are no more or nobody is there to take them."""
        if not answer.is_async:
            answer.streaming_content = _pieces(iter(answer.streaming_content))
        sending = asyncio.ensure_future(self.send_response(answer, send))
        leaving = asyncio.ensure_future(_left(receive))
        try:
            await asyncio.wait([sending, leaving], return_when=asyncio.FIRST_COMPLETED)
        finally:
            is_sent = sending.done()
            leaving.cancel()
            sending.cancel()
            await asyncio.gather(leaving, sending, return_exceptions=True)
            await sync_to_async(answer.close)()  # on the pieces' thread, which may hold a connection
        if is_sent:
            sending.result()


async def _pieces(content: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Read a plain iterator on the request's own thread, so many bytes at a time. Django would read it to its end first."""
    while piece := await sync_to_async(_taken)(content):
        yield piece


def _taken(content: Iterator[bytes]) -> bytes:
    taken = bytearray()
    for piece in content:
        taken += piece
        if len(taken) >= AT_A_TIME:
            break
    return bytes(taken)


async def _left(receive: Receive) -> Message:
    while (message := await receive())["type"] != "http.disconnect":
        pass
    return message
