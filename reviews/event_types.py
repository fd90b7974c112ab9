"""What happens to reviews. The subject is the uid of the order that was reviewed."""

from events.catalogue import Field, declare

_ORDER = {"order": Field(str, "The order's uid."), "vendor": Field(str, "The vendor's slug.")}
_REVIEW = {"review": Field(int, "The review's row.", internal=True), **_ORDER}
_VERSION = {**_REVIEW, "version": Field(int, "The number of the version that counts now.")}

REVIEW_INVITED = declare("review.invited", "The customer of a completed order was asked what it was like.", _ORDER)
PICKUP_RATED = declare("pickup.rated", "The vendor rated a pick-up.", _ORDER)
REVIEW_SUBMITTED = declare("review.submitted", "A review waits unseen until the blind window ends.", _REVIEW)
REVIEW_PUBLISHED = declare(
    "review.published", "A review can be read.", {**_REVIEW, "rating": Field(int, "One to five stars.")}, webhook=True
)
REVIEW_EDITED = declare("review.edited", "The author changed a review.", _VERSION, webhook=True)
REVIEW_WITHDRAWN = declare("review.withdrawn", "The author took a review back.", _REVIEW, webhook=True)
REVIEW_RESPONDED = declare("review.responded", "The vendor answered a review.", _REVIEW, webhook=True)
RESPONSE_EDITED = declare("review.response_edited", "The vendor changed its answer.", _REVIEW, webhook=True)
RESPONSE_WITHDRAWN = declare("review.response_withdrawn", "The vendor took its answer back.", _REVIEW, webhook=True)
REVIEW_REPORTED = declare(
    "review.reported",
    "A reader asked the moderators to look at a review.",
    {**_REVIEW, "report": Field(int, "Its row.", internal=True)},
)
REVIEW_HIDDEN = declare("review.hidden", "A moderator took a review out of sight.", _REVIEW, webhook=True)
REVIEW_RESTORED = declare("review.restored", "A moderator showed a hidden review again.", _REVIEW, webhook=True)
REVIEW_REDACTED = declare("review.redacted", "A moderator blacked words out.", _VERSION, webhook=True)
REVIEW_PUT_BACK = declare("review.put_back", "A moderator put blacked words back.", _VERSION, webhook=True)
RESPONSE_HIDDEN = declare("review.response_hidden", "A moderator took a vendor's answer out of sight.", _REVIEW, webhook=True)
RESPONSE_RESTORED = declare("review.response_restored", "A moderator showed a hidden answer again.", _REVIEW, webhook=True)
