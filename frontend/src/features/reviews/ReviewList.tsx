import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { useInfiniteQuery } from "@tanstack/react-query";
import { MessageSquareHeart } from "lucide-react";
import type { ReactNode } from "react";
import type { Review } from "@/api/types";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { StateMessage } from "@/components/StateMessage";
import { t } from "@/lib/language/catalogue";
import { reviewsQuery } from "./queries";
import { RatingDistribution } from "./RatingDistribution";
import { ReviewCard } from "./ReviewCard";
import { ReviewFilterBar } from "./ReviewFilterBar";
import { isFiltered } from "./reviewFilters";
import { useReviewFilters } from "./useReviewFilters";
import { VendorFigures } from "./VendorFigures";

interface Props {
  slug: string;
  vendorName?: string;
  actionFor?: (review: Review) => ReactNode;
}

export function ReviewList({ slug, vendorName, actionFor }: Props) {
  const [filters, change] = useReviewFilters();
  const query = useInfiniteQuery(reviewsQuery(slug, filters));
  return (
    <QueryView query={query} skeleton={<Skeleton variant="rounded" height={220} />}>
      {({ pages }) => {
        const reviews = pages.flatMap((page) => page.results);
        const [first] = pages;
        return (
          <>
            {first && (
              <>
                <RatingDistribution
                  rating={first}
                  distribution={first.distribution}
                  chosen={filters.rating}
                  onChoose={(rating) => change({ rating })}
                />
                <VendorFigures figures={first.figures} />
                {first.figures.reviewed > 0 && <ReviewFilterBar filters={filters} onChange={change} />}
              </>
            )}
            {reviews.length === 0 && (
              <StateMessage
                icon={MessageSquareHeart}
                title={isFiltered(filters) ? t("No review is like that") : t("No reviews yet")}
              >
                {isFiltered(filters)
                  ? t("Take a filter back to see more.")
                  : t("Only customers with a completed order can write one.")}
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
