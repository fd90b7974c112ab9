"""The languages that businesses write in, as PostgreSQL's text search knows them.

What a vendor writes is indexed as it is and by the stems of its own languages; what is asked is asked in all of them, since
nobody says in which language they type.
"""

#: By ISO 639-1: the configuration of text search. Each has a dictionary `<name>_stem`.
CONFIGURATIONS = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "pt": "portuguese",
    "it": "italian",
    "nl": "dutch",
    "da": "danish",
    "sv": "swedish",
    "no": "norwegian",
    "fi": "finnish",
}
LANGUAGE_CHOICES = [(code, name.capitalize()) for code, name in CONFIGURATIONS.items()]
#: What is spoken where; English where nothing is known.
_OF_COUNTRY = {
    "DE": ("de",),
    "AT": ("de",),
    "LI": ("de",),
    "CH": ("de", "fr", "it"),
    "LU": ("fr", "de"),
    "FR": ("fr",),
    "MC": ("fr",),
    "BE": ("nl", "fr", "de"),
    "CA": ("en", "fr"),
    "ES": ("es",),
    "MX": ("es",),
    "AR": ("es",),
    "CL": ("es",),
    "CO": ("es",),
    "PE": ("es",),
    "UY": ("es",),
    "PT": ("pt",),
    "BR": ("pt",),
    "IT": ("it",),
    "SM": ("it",),
    "NL": ("nl",),
    "DK": ("da",),
    "SE": ("sv",),
    "NO": ("no",),
    "FI": ("fi", "sv"),
}


def configurations_of(country: str, language: str = "") -> tuple[str, ...]:
    """Return the configurations that a vendor's words are indexed by: its chosen language, else those of its country."""
    codes = (language,) if language else _OF_COUNTRY.get(country.upper(), ("en",))
    return tuple(CONFIGURATIONS[code] for code in codes)
