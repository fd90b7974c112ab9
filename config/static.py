"""Static files: hashed names from Vite are served as they are, everything else gets a hash here."""

import re
from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage

# What pages load: Vite's files and the copies with a hash. Compressing the rest (originals, source maps, an API browser that
# no page shows) takes most of a first start.
LOADED = re.compile(r"^assets/|\.[0-9a-f]{12}\.\w+$")
NEVER_LOADED = re.compile(r"\.map$|/redoc/|\.es\.|-es-")


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Compressed and hashed; a page that names a file from before a deploy still gets it."""

    manifest_strict = False

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress what pages load."""
        return super().compress_files({path for path in paths if LOADED.search(path) and not NEVER_LOADED.search(path)})
