import Box from "@mui/material/Box";
import { useOutletContext } from "react-router";
import { VISUALLY_HIDDEN } from "@/components/hidden";
import { ResponseForm } from "@/features/reviews/ResponseForm";
import { ReviewList } from "@/features/reviews/ReviewList";
import { useTitle } from "@/lib/useTitle";
import type { DashboardContext } from "./DashboardLayout";

export function ReviewsPage() {
  const { slug, vendorName } = useOutletContext<DashboardContext>();
  useTitle(`Reviews · ${vendorName}`);
  return (
    <>
      <Box component="h2" sx={VISUALLY_HIDDEN}>
        Reviews
      </Box>
      <ReviewList
        slug={slug}
        vendorName={vendorName}
        actionFor={(review) => <ResponseForm review={review} slug={slug} />}
      />
    </>
  );
}
