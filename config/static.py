"""Static files: hashed names from Vite are served as they are, everything else gets a hash here."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Compressed and hashed; a page that names a file from before a deploy still gets it."""

    manifest_strict = False
