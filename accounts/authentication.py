"""API sign-in by access token."""

from rest_framework_simplejwt.authentication import JWTAuthentication


class FamilyJWTAuthentication(JWTAuthentication):
    """Bearer access tokens of simplejwt."""
