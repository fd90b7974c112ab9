import type { Me, Review } from "@/api/types";
import { HelpfulButton } from "./HelpfulButton";
import { ReportReview } from "./ReportReview";

interface Props {
  review: Review;
  me: Me | null | undefined;
  slug: string;
}

/** What a reader can do with a review: say that it helped, ask the moderators to look at it or at its answer. */
export function ReviewActions({ review, me, slug }: Props) {
  if (review.rating === null) return null;
  const isTeam = Boolean(me?.memberships.some(({ vendor }) => vendor.slug === slug));
  return (
    <>
      <HelpfulButton review={review} canVote={Boolean(me) && !isTeam && !review.is_own} />
      {me && !review.is_own && <ReportReview review={review} />}
      {me && !isTeam && review.response && <ReportReview review={review} about="response" />}
    </>
  );
}
