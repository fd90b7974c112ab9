"""How Django's synchronous stack is run under ASGI: a whole request in one go, on a thread that is kept for the next.

Django's own handler goes to a thread and back for each signal, the middleware, the view and the end of an answer, and makes and
ends two threads for each request. No view of ours is asynchronous, so that none of that is needed.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, cast

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.http import FileResponse, HttpResponseBase
from django.urls import set_script_prefix

from common.refusing import Message, Receive, Send

UNBOUNDED = 512  # threads, where the gate lets any number of requests in
UNGATED = 16  # for what the gate never refuses: it is answered while every place is taken by who waits for the database


class WebHandler(ASGIHandler):
    """Serves up to `most` requests at a time (0: any number), as many as the gate in front lets in.

    An answer is ended, and its connection to the database given back, before it is sent: who reads it slowly holds neither.
    """

    def __init__(self, *, most: int) -> None:
        BaseHandler.__init__(self)
        self.load_middleware()
        threads = ThreadPoolExecutor(most + UNGATED if most else UNBOUNDED, thread_name_prefix="request")
        self._answer = sync_to_async(self._answered, thread_sensitive=False, executor=threads)
        self._end = sync_to_async(lambda answer: answer.close(), thread_sensitive=False, executor=threads)

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Serve one request."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        answer = await self._answer(scope, body)
        if not answer.streaming:
            await self.send_response(answer, send)
            return
        try:
            async with ThreadSensitiveContext():  # of its own: the pieces of one answer wait for no other's
                await self._stream(answer, receive, send)
        finally:
            await self._end(answer)

    def _answered(self, scope: dict[str, Any], body: Any) -> HttpResponseBase:
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        request, refusal = self.create_request(scope, body)
        answer: Any = refusal if request is None else self.get_response(request)
        answer._handler_class = self.__class__
        if isinstance(answer, FileResponse):
            answer.block_size = self.chunk_size
        if not answer.streaming:
            answer.close()
        body.close()
        return cast("HttpResponseBase", answer)

    async def _stream(self, answer: HttpResponseBase, receive: Receive, send: Send) -> None:
        """Send piece by piece, until there are no more or nobody is there to take them."""
        sending = asyncio.create_task(self.send_response(answer, send))
        leaving = asyncio.create_task(_left(receive))
        await asyncio.wait([sending, leaving], return_when=asyncio.FIRST_COMPLETED)
        for task in (leaving, sending):
            task.cancel()
        await asyncio.gather(leaving, return_exceptions=True)
        with suppress(asyncio.CancelledError):
            await sending


async def _left(receive: Receive) -> Message:
    while (message := await receive())["type"] != "http.disconnect":
        pass
    return message
