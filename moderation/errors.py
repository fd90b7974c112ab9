"""Why a case, a statement or an appeal can be refused."""

from http import HTTPStatus

from common.errors import DomainError


class CaseTaken(DomainError):
    """Another moderator is looking at it."""

    code = "case_taken"
    title = "Somebody else is looking at this"


class CaseDecided(DomainError):
    """It was decided meanwhile."""

    code = "case_decided"
    title = "This is decided already"


class AppealWaits(DomainError):
    """The case is about an appeal, which is decided as such."""

    code = "appeal_waits"
    title = "Decide the appeal"


class AlreadyAppealed(DomainError):
    """Each decision is appealed against once."""

    code = "already_appealed"
    title = "You have appealed already"


class NotAppealable(DomainError):
    """The time is over, or there is nothing to appeal against."""

    code = "not_appealable"
    title = "This cannot be appealed against"


class SamePersonDecided(DomainError):
    """Who made a decision never decides the appeal against it."""

    code = "same_person_decided"
    status = HTTPStatus.FORBIDDEN
    title = "Somebody else decides this appeal"


class WordsChanged(DomainError):
    """The review was changed after the moderator read it."""

    code = "words_changed"
    title = "The review was changed meanwhile"
