import Box from "@mui/material/Box";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { StateMessage } from "@/components/StateMessage";
import { t } from "@/lib/language/catalogue";
import { statementsQuery } from "./queries";
import { StatementCard } from "./StatementCard";

/** Every decision about a review of the reader's, newest first. */
export function StatementList() {
  const query = useInfiniteQuery(statementsQuery);
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={3} height={96} />}>
      {({ pages }) => {
        const statements = pages.flatMap((page) => page.results);
        if (statements.length === 0) {
          return (
            <StateMessage icon={Scale} title={t("No decisions")}>
              {t(
                "Should a moderator ever decide something about a review of yours, you read here what, why, and how to appeal.",
              )}
            </StateMessage>
          );
        }
        return (
          <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: "minmax(0, 1fr)" }}>
            {statements.map((statement) => (
              <StatementCard key={statement.id} statement={statement} />
            ))}
            <ShowMore query={query} />
          </Box>
        );
      }}
    </QueryView>
  );
}
