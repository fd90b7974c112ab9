"""Why an export or a deletion can be refused."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus

from common.errors import DomainError


@dataclass(frozen=True)
class Obstacle:
    """Something that has to be settled before an account can go."""

    code: str
    detail: str


class ExportUnderWay(DomainError):
    """An export is being made already."""

    code = "export_under_way"
    title = "Your export is being made"

    def __init__(self) -> None:
        super().__init__("One is being made at this moment. We mail you when it is ready.")


class TooManyExports(DomainError):
    """Three in a day."""

    code = "too_many_exports"
    status = HTTPStatus.TOO_MANY_REQUESTS
    title = "That is enough for today"

    def __init__(self, *, retry_after: int) -> None:
        super().__init__("You can ask for three exports in 24 hours. The last ones are still here.", retry_after=retry_after)


class ExportNotReady(DomainError):
    """There is no file: not yet, or not any more."""

    code = "export_not_ready"
    title = "There is no file to download"


class DeletionRefused(DomainError):
    """Something has to be settled first. `obstacles` says what."""

    code = "deletion_refused"
    title = "Your account cannot be deleted yet"

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        super().__init__(" ".join(one.detail for one in obstacles), obstacles=[asdict(one) for one in obstacles])
        self.obstacles = obstacles


class DeletionUnderWay(DomainError):
    """It was asked for before."""

    code = "deletion_under_way"
    title = "Your account is going to be deleted"

    def __init__(self) -> None:
        super().__init__("You have asked for this already. You can still keep your account until the day comes.")


class NothingToCancel(DomainError):
    """No deletion is scheduled."""

    code = "nothing_to_cancel"
    title = "There is nothing to call off"

    def __init__(self) -> None:
        super().__init__("No deletion of your account is scheduled.")
