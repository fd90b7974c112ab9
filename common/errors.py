"""The one base of every named refusal."""

from http import HTTPStatus
from typing import Any, ClassVar


class DomainError(Exception):
    """A refusal with a stable `code`; the handler in common.problems turns it into an RFC 9457 answer.

    Subclasses stand beside the function that raises them. `extra` holds members added to the problem
    (for instance `allowed`), all JSON values.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = HTTPStatus.CONFLICT
    title: ClassVar[str] = "This cannot be done"

    def __init__(self, detail: str, **extra: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.extra = extra


class Invalid(DomainError):
    """Input that a serializer could not judge alone; `pointer` names the field (RFC 6901)."""

    code = "invalid"
    status = HTTPStatus.BAD_REQUEST
    title = "Some of this needs changing"

    def __init__(self, detail: str, *, pointer: str, code: str = "invalid") -> None:
        super().__init__(detail, errors=[{"pointer": pointer, "detail": detail, "code": code}])
        self.pointer = pointer
