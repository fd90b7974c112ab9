"""Every change of the moderators' work: cases, decisions with their statements, appeals."""

from moderation.services.appealing import decide_appeal, submit_appeal, waiting_appeal
from moderation.services.cases import Because, claim_case, look_at, next_case, open_case, release_case
from moderation.services.deciding import decide_case, ground_of_dismissal, possible_decisions, version_looked_at
from moderation.services.statements import AGAINST

__all__ = [
    "AGAINST",
    "Because",
    "claim_case",
    "decide_appeal",
    "decide_case",
    "ground_of_dismissal",
    "look_at",
    "next_case",
    "open_case",
    "possible_decisions",
    "release_case",
    "submit_appeal",
    "version_looked_at",
    "waiting_appeal",
]
