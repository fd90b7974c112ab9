import Card from "@mui/material/Card";
import CardActionArea from "@mui/material/CardActionArea";
import Typography from "@mui/material/Typography";
import { Link } from "react-router";
import type { Statement } from "@/api/types";
import { Moment } from "@/components/Moment";
import { appealState } from "./appealState";

export function StatementCard({ statement }: { statement: Statement }) {
  const state = appealState(statement);
  return (
    <Card>
      <CardActionArea
        component={Link}
        to={`/account/statements/${statement.id}`}
        sx={{ p: { xs: 2, sm: 2.5 }, display: "block" }}
      >
        <Typography component="h2" sx={{ fontWeight: 650 }}>
          {statement.sentence}
        </Typography>
        <Typography variant="body2" sx={{ color: "text.secondary", mt: 0.5 }}>
          <Moment iso={statement.created_at} />
          {state && `. ${state}`}
        </Typography>
      </CardActionArea>
    </Card>
  );
}
