import Box from "@mui/material/Box";
import type { Order } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import { formatMoney } from "@/lib/money";

export function OrderItems({ order }: { order: Pick<Order, "items" | "total"> }) {
  return (
    <Box
      component="table"
      sx={{
        width: 1,
        borderCollapse: "collapse",
        "& td, & th": { py: 1, verticalAlign: "top", textAlign: "left" },
      }}
    >
      <tbody>
        {order.items.map((line) => (
          <tr key={`${line.item}-${line.name}`}>
            <Box
              component="td"
              sx={{ width: 44, color: "text.secondary", fontVariantNumeric: "tabular-nums" }}
            >
              {line.quantity} ×
            </Box>
            <Box component="td" sx={{ overflowWrap: "anywhere" }}>
              {line.name}
            </Box>
            <Money>{formatMoney(line.line_total)}</Money>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <Box component="tr" sx={{ borderTop: 1, borderColor: "divider", fontWeight: 700 }}>
          <th scope="row" colSpan={2}>
            {t("Total")}
          </th>
          <Money>{formatMoney(order.total)}</Money>
        </Box>
      </tfoot>
    </Box>
  );
}

function Money({ children }: { children: string }) {
  return (
    <Box
      component="td"
      sx={{ textAlign: "right !important", whiteSpace: "nowrap", pl: 2, fontVariantNumeric: "tabular-nums" }}
    >
      {children}
    </Box>
  );
}
