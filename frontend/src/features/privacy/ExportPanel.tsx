import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { PackageOpen } from "lucide-react";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { DataExport } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { t } from "@/lib/language/catalogue";
import { ExportRow } from "./ExportRow";
import { exportsQuery } from "./queries";

/** A copy of everything, asked for here and fetched here. */
export function ExportPanel() {
  const query = useQuery(exportsQuery);
  return (
    <Panel title={t("Take your data with you")}>
      <Typography sx={{ color: "text.secondary", mb: 2 }}>
        {t(
          "A zip with your profile, orders, addresses, reviews, messages and sign-ins, and a proof for each order. People and programs can read it. We mail you when it is ready; it waits here for a week.",
        )}
      </Typography>
      <QueryView query={query} skeleton={<Skeleton variant="rounded" height={72} sx={{ borderRadius: 3 }} />}>
        {(exports) => <Exports exports={exports} />}
      </QueryView>
    </Panel>
  );
}

function Exports({ exports }: { exports: DataExport[] }) {
  const queryClient = useQueryClient();
  const ask = useMutation({
    mutationFn: () => dataOf(api.POST("/api/v1/me/exports/")),
    onSettled: () => queryClient.invalidateQueries({ queryKey: exportsQuery.queryKey }),
  });
  const isPending = exports.some(({ state }) => state === "pending");
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      {exports.length === 0 && (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {t("You have not asked for a copy yet.")}
        </Typography>
      )}
      {exports.length > 0 && (
        <Box
          component="ul"
          aria-label={t("Your copies")}
          sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1.5 }}
        >
          {exports.map((one) => (
            <ExportRow key={one.uid} export={one} />
          ))}
        </Box>
      )}
      <FormAlert message={ask.error && asProblem(ask.error).message} />
      {!isPending && (
        <Button
          variant="contained"
          startIcon={<PackageOpen size={18} aria-hidden />}
          loading={ask.isPending}
          onClick={() => ask.mutate()}
          sx={{ justifySelf: { sm: "start" } }}
        >
          {exports[0]?.state === "failed" ? t("Try again") : t("Make a copy of my data")}
        </Button>
      )}
    </Box>
  );
}
