"""The product as it runs, but for the rates at which one caller may ask: they are counted, and never reached."""

from typing import Any

from rest_framework.settings import api_settings

from config.asgi import application

__all__ = ["application"]

rates: dict[str, Any] = api_settings.DEFAULT_THROTTLE_RATES
rates.update(dict.fromkeys(rates, "100000000/min"))
