"""Passwords in tests: the product's Argon2, at a cost that a thousand sign-ins can bear."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LightArgon2(Argon2PasswordHasher):
    """One pass over little memory; what is stored has the same form."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
