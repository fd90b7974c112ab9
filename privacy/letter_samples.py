"""Made-up facts for the letters about one's data."""

from common.letters.samples import SOME_TIME, Facts, Filling, sample_of
from privacy.models import Deletion, Export


@sample_of("export_ready")
def _export(_: Filling) -> Facts:
    return {"export": Export(expires_at=SOME_TIME)}


@sample_of("deletion_scheduled")
@sample_of("deletion_cancelled")
def _deletion(_: Filling) -> Facts:
    return {"deletion": Deletion(due_at=SOME_TIME)}


@sample_of("farewell")
def _farewell(_: Filling) -> Facts:
    return {}
