import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { QueryView } from "@/components/QueryView";
import { t } from "@/lib/language/catalogue";
import { exactTime } from "@/lib/time";
import { liveFiguresQuery } from "../queries";
import { Explained } from "./Explained";
import { Keys } from "./Keys";
import { LiveFigures } from "./LiveFigures";
import { Tools } from "./Tools";
import { Witnesses } from "./Witnesses";

const iso = (ms: number): string => new Date(ms).toISOString();

/** The log: its live figures, what it is, who watches it, and how to check it without us. */
export function LedgerView() {
  const query = useQuery(liveFiguresQuery);
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <Typography sx={{ fontSize: "1.125rem", maxWidth: 720, mt: -1.5 }}>
        {t(
          "What happens here is written into a public log that nobody can change unseen: not a business, not TrustTrack, not whoever holds the database.",
        )}
      </Typography>
      <QueryView
        query={query}
        skeleton={<Skeleton variant="rounded" height={112} sx={{ borderRadius: 4 }} />}
      >
        {(figures) => (
          <>
            {query.isError && (
              <Alert severity="warning">
                {t("The log cannot be reached right now. These figures are from {time}.", {
                  time: exactTime(iso(query.dataUpdatedAt)),
                })}
              </Alert>
            )}
            <LiveFigures figures={figures} asOf={query.dataUpdatedAt} />
          </>
        )}
      </QueryView>
      <Explained />
      {query.data && (
        <Box
          sx={{
            display: "grid",
            gap: 2,
            gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "repeat(2, minmax(0, 1fr))" },
          }}
        >
          <Witnesses figures={query.data} asOf={query.dataUpdatedAt} />
          <Keys figures={query.data} />
        </Box>
      )}
      <Tools verifier={query.data?.verifier} />
    </Box>
  );
}
