"""Who is calling."""

from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request

from accounts.models import User


def signed_in_user(request: Request) -> User:
    """Return the caller. Raises NotAuthenticated for anonymous ones, where a permission class has let them through."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user
