import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { useQuery } from "@tanstack/react-query";
import { QueryView } from "@/components/QueryView";
import { DeletePanel } from "./DeletePanel";
import { ExportPanel } from "./ExportPanel";
import { KeepAccount } from "./KeepAccount";
import { KeptTable } from "./KeptTable";
import { deletionQuery } from "./queries";

/** What is kept of the reader, a copy of it, and the end of it. */
export function PrivacyView({ email }: { email: string }) {
  const query = useQuery(deletionQuery);
  return (
    <Box sx={{ display: "grid", gap: 3, gridTemplateColumns: "minmax(0, 1fr)" }}>
      {query.data?.due_at && <KeepAccount dueAt={query.data.due_at} />}
      <KeptTable />
      <ExportPanel />
      <QueryView
        query={query}
        skeleton={<Skeleton variant="rounded" height={280} sx={{ borderRadius: 4 }} />}
      >
        {({ is_scheduled, obstacles }) =>
          is_scheduled ? null : <DeletePanel email={email} obstacles={obstacles} />
        }
      </QueryView>
    </Box>
  );
}
