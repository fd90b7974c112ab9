"""How large a request may be, judged while it comes in."""

from typing import Any

from common.problems import problem_response
from common.refusing import Application, Message, Receive, Send, refuse


class RequestLimits:
    """Refuses what is too large while it comes in: Django would first write all of it to a disk.

    An ASGI layer around Django's. `uploads` are paths' ends that may carry a file, each with the most bytes that it takes.
    """

    def __init__(self, inner: Application, *, body: int, headers: int, uploads: dict[str, int]) -> None:
        self.inner = inner
        self.body, self.headers, self.uploads = body, headers, uploads

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 431 or 413."""
        if sum(len(name) + len(value) for name, value in scope["headers"]) > self.headers:
            await _refuse(send, 431, "headers_too_large", "The request's headers are too large.")
            return
        most = self._most(scope["path"])
        if _announced(scope["headers"]) > most:
            await _refuse(send, 413, "too_large", "The body is too large.")
            return
        await self._counted(scope, receive, send, most)

    async def _counted(self, scope: dict[str, Any], receive: Receive, send: Send, most: int) -> None:
        taken, is_refused = 0, False

        async def limited() -> Message:
            nonlocal taken, is_refused
            message = await receive()
            taken += len(message.get("body", b""))
            if taken <= most:
                return message
            if not is_refused:
                is_refused = True
                await _refuse(send, 413, "too_large", "The body is too large.")
            return {"type": "http.disconnect"}

        async def answer(message: Message) -> None:
            if not is_refused:
                await send(message)

        await self.inner(scope, limited, answer)

    def _most(self, path: str) -> int:
        return next((most for end, most in self.uploads.items() if path.endswith(end)), self.body)


def _announced(headers: list[tuple[bytes, bytes]]) -> int:
    length = next((value for name, value in headers if name == b"content-length"), b"0")
    return int(length) if length.isdigit() else 0


async def _refuse(send: Send, status: int, code: str, detail: str) -> None:
    await refuse(send, lambda: problem_response(status, code=code, detail=detail))
