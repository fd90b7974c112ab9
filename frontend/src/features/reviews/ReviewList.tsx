import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { useInfiniteQuery } from "@tanstack/react-query";
import { MessageSquareHeart } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Review } from "@/api/types";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { StateMessage } from "@/components/StateMessage";
import { reviewsQuery } from "./queries";
import { RatingDistribution } from "./RatingDistribution";
import { ReviewCard } from "./ReviewCard";

interface Props {
  slug: string;
  vendorName?: string;
  rating?: { average: number | null; count: number };
  actionFor?: (review: Review) => ReactNode;
}

export function ReviewList({ slug, vendorName, rating, actionFor }: Props) {
  const [stars, setStars] = useState<number>();
  const query = useInfiniteQuery(reviewsQuery(slug, stars));
  return (
    <QueryView query={query} skeleton={<Skeleton variant="rounded" height={220} />}>
      {({ pages }) => {
        const reviews = pages.flatMap((page) => page.results);
        return (
          <>
            {rating && (
              <RatingDistribution
                average={rating.average}
                count={rating.count}
                distribution={pages[0]?.distribution}
                chosen={stars}
                onChoose={setStars}
              />
            )}
            {reviews.length === 0 && (
              <StateMessage
                icon={MessageSquareHeart}
                title={stars ? `No reviews with ${stars} stars` : "No reviews yet"}
              >
                Only customers with a completed order can write one.
              </StateMessage>
            )}
            <Box aria-busy={query.isPlaceholderData}>
              {reviews.map((review) => (
                <ReviewCard
                  key={review.id}
                  review={review}
                  vendorName={vendorName}
                  action={actionFor?.(review)}
                />
              ))}
            </Box>
            <ShowMore query={query} />
          </>
        );
      }}
    </QueryView>
  );
}
