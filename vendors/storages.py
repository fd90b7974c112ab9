"""Where documents of checks lie on this machine."""

from common.storages import Folder


class PrivateFolder(Folder):
    """A folder of this process's user alone, whose files have no address: vendors.views.files sends them."""

    def __init__(self, *, location: str) -> None:
        super().__init__(location=location, file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def url(self, name: str | None) -> str:
        """Refuse."""
        raise ValueError("a private file has no address")
