"""What the server says of a tracking page in its head: enough for the preview in a message, nothing personal."""

from collections.abc import Mapping
from typing import Any

from common.heads import PageHead, Picture
from tracking.pictures import SIZE, picture_path

NO_ORDER = PageHead(
    "Order not found · TrustTrack",
    "This link opens no order. It may be cut off: open it as it stands in the message.",
    is_indexed=False,
    status=404,
)
FOLLOWED = PageHead("Orders you follow · TrustTrack", "The orders that this browser follows.", path="/followed", is_indexed=False)
TOO_MANY = PageHead(
    "Too many attempts · TrustTrack", "Links that open nothing were tried too often. Wait a minute.", is_indexed=False, status=429
)


def tracking_head(uid: str, page: Mapping[str, Any]) -> PageHead:
    """Return the head of a tracking page; never indexed."""
    sentence, vendor, reference = page["entries"][-1]["headline"], page["vendor"]["name"], page["reference"]
    return PageHead(
        title=f"{sentence} · Order {reference}",
        description=f"Follow order {reference} from {vendor} live, and check that its history is true.",
        path=f"/track/{uid}",
        picture=Picture(picture_path(uid, page), *SIZE, alt=f"Order {reference} from {vendor}: {sentence}"),
        is_indexed=False,
    )
