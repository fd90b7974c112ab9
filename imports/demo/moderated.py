"""A small queue for the demo's moderator: what readers reported, what rules point at, decisions, an appeal."""

import random
from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from imports.demo.accounts import user_of
from imports.demo.opening import OpenShop
from imports.demo.today import reviewed
from moderation import foul_play, screening
from moderation.figures import count_months
from moderation.models import SourceKind, Statement
from moderation.services import Because, decide_case, look_at, open_case, submit_appeal
from moderation.services.cases import REPORT_PRIORITY
from reviews.models import ModerationGround, ModerationKind, ReportReason, Review
from reviews.reporting import report_review

#: Stars, title and words of the reviews that somebody has to look at.
PHONE = (2, "Late again", "Half an hour late, and nobody answers. If you want it on time, ring Marta on 0117 496 0461 instead.")
LINK = (5, "Amazing", "Same bread, half the price, at www.cheaploaves.example and they deliver on Sundays too.")
PARKING = (1, "No parking", "I could not find a place to park, so one star. The cake was fine.")
RUDE = (1, "Useless", "The bloke at the till is a lazy bastard and should be sent home.")
NEIGHBOUR = (2, "Not fair", "Mrs Ivy Dunmore of Lock Cottage got the last loaf though I stood there first.")
PRAISE = (4, "Good", "Good rolls, small queue.")
OVER_THE_DOOR = (3, "Mixed", "Mr Hobbs forgot my buns, then gave me an extra one.")


def moderate_a_little(opened: OpenShop, customers: Sequence[User], *, at: datetime, dice: random.Random) -> None:
    """Write, report and screen a few reviews, decide some of them, and have one decision appealed against."""

    def said(number: int, words: tuple[int, str, str]) -> Review:
        return reviewed(opened, customers[number], words, at=at, dice=dice)

    moderator, admin = user_of("moderator"), user_of("admin")
    for number, words in enumerate((PHONE, LINK, RUDE)):
        review = said(number, words)
        screening.screen(review)
        foul_play.watch(review)
    _report(said(3, PARKING), customers[4], ReportReason.NOT_ABOUT_THE_ORDER, "It is about the street, not the shop.")
    _hide(said(4, NEIGHBOUR), admin, "It names a woman in full, and where she lives. She is not part of the business.")
    told = _hide(said(5, OVER_THE_DOOR), admin, "It names a man at the counter.")
    submit_appeal(told, by=told.recipient, words="Hobbs is the name over the shop's door, for everybody to read.")
    praise = look_at(said(6, PRAISE), by=moderator)
    decide_case(praise, kind=ModerationKind.DISMISS, by=moderator, ground=ModerationGround.NOTHING_WRONG)
    count_months()


def _report(review: Review, reader: User, reason: ReportReason, detail: str) -> None:
    report = report_review(review, by=reader, reason=reason, detail=detail)
    open_case(review, Because(SourceKind.REPORT, REPORT_PRIORITY, report=report, inputs={"reason": reason.value}))


def _hide(review: Review, by: User, facts: str) -> Statement:
    action = decide_case(
        look_at(review, by=by), kind=ModerationKind.HIDE, by=by, ground=ModerationGround.PERSONAL_DATA, facts=facts
    )
    return Statement.objects.get(action=action)
