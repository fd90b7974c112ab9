import Box from "@mui/material/Box";
import { useTheme } from "@mui/material/styles";
import { BarChart } from "@mui/x-charts/BarChart";
import { LineChart } from "@mui/x-charts/LineChart";
import { Panel } from "@/components/Panel";
import { type Bucket, bucketName, secondsInWords } from "./words";

const HEIGHT = 260;

/** Orders and times of each day. What they draw stands in the table below as well; colours are not alone, lines are named. */
export default function FigureCharts({ buckets }: { buckets: readonly Bucket[] }) {
  const { vars, palette } = useTheme();
  const colours = vars?.palette ?? palette;
  const names = buckets.map(({ bucket }) => bucketName(bucket));
  const axis = [{ data: names, scaleType: "band" as const }];
  const points = [{ data: names, scaleType: "point" as const }];
  return (
    <Box
      sx={{
        display: "grid",
        gap: 2,
        gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "repeat(2, minmax(0, 1fr))" },
      }}
    >
      <Panel title="Orders">
        <BarChart
          height={HEIGHT}
          margin={{ left: 0, right: 8, bottom: 0 }}
          xAxis={axis}
          yAxis={[{ width: 36, tickMinStep: 1 }]}
          series={[
            { label: "These days", data: buckets.map(({ orders }) => orders), color: colours.primary.main },
            {
              label: "Before",
              data: buckets.map(({ orders_before: before }) => before),
              color: colours.secondary.main,
            },
          ]}
        />
      </Panel>
      <Panel title="Time to accept and to ready (median)">
        <LineChart
          height={HEIGHT}
          margin={{ left: 0, right: 36, bottom: 0 }}
          xAxis={points}
          yAxis={[{ width: 64, valueFormatter: (value: number) => secondsInWords(value) }]}
          series={[
            {
              label: "To accept",
              data: buckets.map(({ accept_median: median }) => median),
              color: colours.primary.main,
              valueFormatter: (value) => (value === null ? "–" : secondsInWords(value)),
            },
            {
              label: "To ready",
              data: buckets.map(({ ready_median: median }) => median),
              color: colours.secondary.main,
              valueFormatter: (value) => (value === null ? "–" : secondsInWords(value)),
            },
          ]}
        />
      </Panel>
    </Box>
  );
}
