import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Statement } from "@/api/types";
import { AppLink } from "@/components/AppLink";
import { Moment } from "@/components/Moment";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { TAP } from "@/components/tap";
import { t } from "@/lib/language/catalogue";
import { AppealPanel } from "./AppealPanel";
import { statementQuery } from "./queries";

/** One decision: what, why, on which facts, how it was found, and what one can do about it. */
export function StatementView({ id }: { id: number }) {
  const query = useQuery(statementQuery(id));
  return (
    <Box sx={{ display: "grid", gap: 3, gridTemplateColumns: "minmax(0, 1fr)" }}>
      <QueryView
        query={query}
        skeleton={<Skeleton variant="rounded" height={320} sx={{ borderRadius: 4 }} />}
      >
        {(statement) => (
          <>
            <Reasons statement={statement} />
            <AppealPanel statement={statement} />
          </>
        )}
      </QueryView>
      <AppLink to="/account/statements" sx={{ ...TAP, justifySelf: "start" }}>
        {t("All decisions")}
      </AppLink>
    </Box>
  );
}

function Reasons({ statement }: { statement: Statement }) {
  return (
    <Panel title={statement.sentence}>
      <Box component="dl" sx={{ m: 0, display: "grid", gap: 2 }}>
        {statement.rule && <Part name={t("Why")}>{statement.rule}</Part>}
        {statement.facts && <Part name={t("What this is about")}>{statement.facts}</Part>}
        <Part name={t("How we came to look at it")}>
          {t("{found} No program decided this.", { found: statement.found })}
        </Part>
        <Part name={t("When")}>
          <Moment iso={statement.created_at} />
        </Part>
      </Box>
      <AppLink to={`/orders/${statement.order}`} sx={{ ...TAP, mt: 1 }}>
        {t("Open the order and the review")}
      </AppLink>
    </Panel>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Typography component="dt" variant="body2" sx={{ color: "text.secondary" }}>
        {name}
      </Typography>
      <Typography component="dd" sx={{ m: 0, overflowWrap: "anywhere" }}>
        {children}
      </Typography>
    </div>
  );
}
