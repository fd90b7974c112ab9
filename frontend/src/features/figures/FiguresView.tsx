import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { ChartColumn } from "lucide-react";
import { lazy, Suspense } from "react";
import { QueryView } from "@/components/QueryView";
import { StateMessage } from "@/components/StateMessage";
import { BucketTable } from "./BucketTable";
import { DaysBar } from "./DaysBar";
import { daysInWords, whyNot } from "./days";
import { FigureGrid } from "./FigureGrid";
import { figuresQuery } from "./queries";
import { useDays } from "./useDays";
import type { Figures } from "./words";

const FigureCharts = lazy(() => import("./FigureCharts"));

/** How the shop did on some days, beside the days before. */
export function FiguresView({ slug, timeZone }: { slug: string; timeZone: string }) {
  const chosen = useDays(timeZone);
  const problem = whyNot(chosen.days);
  const query = useQuery({ ...figuresQuery(slug, chosen.days), enabled: problem === null });
  return (
    <>
      <DaysBar slug={slug} {...chosen} />
      {problem ? (
        <Alert severity="warning" sx={{ borderRadius: 3 }}>
          {problem}
        </Alert>
      ) : (
        <QueryView query={query} skeleton={<FiguresSkeleton />}>
          {(figures) => <Shown figures={figures} />}
        </QueryView>
      )}
    </>
  );
}

function Shown({ figures }: { figures: Figures }) {
  const { days, compared_with: before, timezone } = figures;
  const nothing = figures.buckets.every(({ orders, orders_before }) => !orders && !orders_before);
  return (
    <>
      <Typography variant="body2" sx={{ color: "text.secondary", mb: 2 }}>
        Orders placed {daysInWords(days.first, days.last)}, by the clock of {timezone.replaceAll("_", " ")}.
        Before: {daysInWords(before.first, before.last)}.
      </Typography>
      {nothing ? (
        <StateMessage icon={ChartColumn} title="No orders on these days">
          Figures are counted from your orders as soon as there are some.
        </StateMessage>
      ) : (
        <Box sx={{ display: "grid", gap: 3 }}>
          <FigureGrid figures={figures} />
          <Suspense fallback={<Skeleton variant="rounded" height={320} sx={{ borderRadius: 4 }} />}>
            <FigureCharts buckets={figures.buckets} />
          </Suspense>
          <BucketTable buckets={figures.buckets} />
        </Box>
      )}
    </>
  );
}

function FiguresSkeleton() {
  return (
    <Box
      sx={{
        display: "grid",
        gap: 1.5,
        gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 240px), 1fr))",
      }}
    >
      {["a", "b", "c", "d", "e", "f"].map((key) => (
        <Skeleton key={key} variant="rounded" height={150} sx={{ borderRadius: 4 }} />
      ))}
    </Box>
  );
}
