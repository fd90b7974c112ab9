"""Static files: hashed names from Vite are served as they are, everything else gets a hash here."""

import re
from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Compressed is what pages load: Vite's files, and the copies that got a hash here. Not the originals, nor source maps, nor
# what only the API's browser shows: that would be three quarters of a first start.
LOADED = re.compile(r"^assets/[^.]+\.\w+$|^(?!assets/).*\.[0-9a-f]{12}\.\w+$")
SELDOM_LOADED = re.compile(r"\.map$|^drf_spectacular_sidecar/|^rest_framework/")


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Compressed and hashed; a page that names a file from before a deploy still gets it."""

    manifest_strict = False

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress what pages load."""
        yield from super().compress_files({path for path in paths if LOADED.search(path) and not SELDOM_LOADED.search(path)})
