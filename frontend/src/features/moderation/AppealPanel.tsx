import Typography from "@mui/material/Typography";
import type { Statement } from "@/api/types";
import { Panel } from "@/components/Panel";
import { t } from "@/lib/language/catalogue";
import { shortDate } from "@/lib/time";
import { AppealForm } from "./AppealForm";
import { appealState } from "./appealState";

/** The way to a second look: by somebody who had no part in the decision. */
export function AppealPanel({ statement }: { statement: Statement }) {
  const { appeal, appeal_until, can_appeal } = statement;
  if (!appeal && !appeal_until) return null;
  return (
    <Panel title={appeal ? t("Your appeal") : t("If you think that this is wrong")}>
      {appeal && (
        <>
          <Typography role="status" sx={{ fontWeight: 600 }}>
            {appealState(statement)}
          </Typography>
          <Typography
            sx={{ mt: 1, color: "text.secondary", overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}
          >
            {appeal.words}
          </Typography>
        </>
      )}
      {can_appeal && appeal_until && (
        <>
          <Typography sx={{ mb: 2, color: "text.secondary" }}>
            {t(
              "You can appeal until {date}, once. Somebody who had no part in this decision looks at it, and you get an answer with reasons. It costs nothing. You can also go to a certified out-of-court dispute body or to court.",
              { date: shortDate(appeal_until) },
            )}
          </Typography>
          <AppealForm id={statement.id} />
        </>
      )}
      {!appeal && !can_appeal && (
        <Typography sx={{ color: "text.secondary" }}>{t("The time to appeal is over.")}</Typography>
      )}
    </Panel>
  );
}
