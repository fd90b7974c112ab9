import Box from "@mui/material/Box";
import Tab from "@mui/material/Tab";
import Tabs from "@mui/material/Tabs";
import Typography from "@mui/material/Typography";
import useMediaQuery from "@mui/material/useMediaQuery";
import { VISUALLY_HIDDEN } from "@/components/hidden";
import { statusTone } from "@/components/statusTone";
import { BoardCard } from "./BoardCard";
import type { BoardColumn } from "./groups";

interface Props {
  columns: BoardColumn[];
  /** The column that a phone shows. */
  chosen: string;
  onChoose: (status: string) => void;
}

/** All columns side by side on a tablet on the counter, one at a time on a phone. */
export function BoardColumns({ columns, chosen, onChoose }: Props) {
  const wide = useMediaQuery("(min-width: 960px)");
  const shown = wide ? columns : columns.filter(({ status }) => status === chosen);
  return (
    <>
      {!wide && (
        <Tabs
          value={chosen}
          onChange={(_, status: string) => onChoose(status)}
          variant="scrollable"
          scrollButtons={false}
          aria-label="Status"
          sx={{ mb: 2, mx: -2, px: 1, borderBottom: 1, borderColor: "divider" }}
        >
          {columns.map(({ status, title, orders }) => (
            <Tab
              key={status}
              value={status}
              label={`${title} ${orders.length}`}
              id={`tab-${status}`}
              aria-controls={`column-${status}`}
            />
          ))}
        </Tabs>
      )}
      <Box
        sx={{
          display: "grid",
          gap: 1.5,
          gridTemplateColumns: { xs: "1fr", sm: wide ? "repeat(5, minmax(0, 1fr))" : "1fr" },
          alignItems: "start",
        }}
      >
        {shown.map((column) => (
          <Column key={column.status} column={column} wide={wide} />
        ))}
      </Box>
    </>
  );
}

interface ColumnProps {
  column: BoardColumn;
  wide: boolean;
}

function Column({ column: { status, title, orders }, wide }: ColumnProps) {
  const { colour, icon: Icon } = statusTone(status);
  return (
    <Box
      id={`column-${status}`}
      component="section"
      aria-label={`${title}: ${orders.length}`}
      sx={{
        p: { xs: 0, md: 1 },
        borderRadius: 4,
        bgcolor: { md: "neutralSoft.main" },
        minHeight: { md: 220 },
      }}
    >
      {wide ? (
        <Box sx={{ display: "flex", alignItems: "center", gap: 1, px: 1, py: 1, mb: 0.5 }}>
          <Box aria-hidden sx={{ color: colour, lineHeight: 0 }}>
            <Icon size={18} />
          </Box>
          <Typography variant="h4" component="h2" sx={{ flex: 1 }}>
            {title}
          </Typography>
          <Box
            component="span"
            aria-hidden
            sx={{ fontWeight: 650, color: "text.secondary", fontVariantNumeric: "tabular-nums" }}
          >
            {orders.length}
          </Box>
        </Box>
      ) : (
        <Box component="h2" sx={VISUALLY_HIDDEN}>
          {title}
        </Box>
      )}
      <Box sx={{ display: "grid", gap: 1 }}>
        {orders.map((each) => (
          <BoardCard key={each.order.uid} of={each} />
        ))}
        {orders.length === 0 && (
          <Typography
            variant="body2"
            sx={{ color: "text.secondary", textAlign: "center", py: { xs: 6, md: 4 } }}
          >
            {status === "placed" ? "New orders arrive here by themselves" : "Nothing here"}
          </Typography>
        )}
      </Box>
    </Box>
  );
}
