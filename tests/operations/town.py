"""A program that fills the database with the demo town and two uploads; its accounts' file goes where it is told."""

import sys
from pathlib import Path

import django


def main() -> None:
    """Load; `sys.argv[1]` stands in the place of the project's folder."""
    django.setup()
    from django.conf import settings
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    from imports.demo.seed import load_demo

    settings.BASE_DIR = Path(sys.argv[1])
    load_demo()
    for name in ("covers/loaf.webp", "reviews/2026/crust.webp"):
        default_storage.save(name, ContentFile(name.encode() * 50_000))


if __name__ == "__main__":
    main()
