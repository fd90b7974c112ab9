import Box from "@mui/material/Box";
import { Panel } from "@/components/Panel";
import { formatMoney } from "@/lib/money";
import { type Bucket, bucketName, inWords } from "./words";

const CELL = { p: 1, textAlign: "end", whiteSpace: "nowrap", fontVariantNumeric: "tabular-nums" } as const;

/** What the charts draw, to read: for whoever does not see them, or wants the number. */
export function BucketTable({ buckets }: { buckets: readonly Bucket[] }) {
  const shown = buckets.filter(
    ({ bucket, orders, orders_before: before }) => bucket.includes("-") || orders || before,
  );
  const hasMoney = shown.some(({ revenue }) => revenue !== null);
  const headings = ["Orders", "Before", "Time to accept", "Time to ready", "Kept promises"];
  return (
    <Panel title={buckets.length === 24 ? "By hour" : "By day"}>
      <Box role="region" aria-label="Table of figures" tabIndex={0} sx={{ overflowX: "auto", mx: -1 }}>
        <Box component="table" sx={{ width: 1, borderCollapse: "collapse", fontSize: "0.9375rem" }}>
          <thead>
            <tr>
              <Box component="th" scope="col" sx={{ ...CELL, textAlign: "start" }}>
                {buckets.length === 24 ? "Hour" : "Day"}
              </Box>
              {[...headings, ...(hasMoney ? ["Revenue"] : [])].map((heading) => (
                <Box component="th" scope="col" key={heading} sx={CELL}>
                  {heading}
                </Box>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((each) => (
              <Box component="tr" key={each.bucket} sx={{ borderTop: 1, borderColor: "divider" }}>
                <Box component="th" scope="row" sx={{ ...CELL, textAlign: "start", fontWeight: 600 }}>
                  {bucketName(each.bucket)}
                </Box>
                <Box component="td" sx={CELL}>
                  {each.orders}
                </Box>
                <Box component="td" sx={{ ...CELL, color: "text.secondary" }}>
                  {each.orders_before}
                </Box>
                <Box component="td" sx={CELL}>
                  {inWords(each.accept_median, "seconds")}
                </Box>
                <Box component="td" sx={CELL}>
                  {inWords(each.ready_median, "seconds")}
                </Box>
                <Box component="td" sx={CELL}>
                  {inWords(each.kept_share, "share")}
                </Box>
                {hasMoney && (
                  <Box component="td" sx={CELL}>
                    {each.revenue?.map(({ value }) => formatMoney(value)).join(", ") || "–"}
                  </Box>
                )}
              </Box>
            ))}
          </tbody>
        </Box>
      </Box>
    </Panel>
  );
}
