import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { AppLink } from "@/components/AppLink";
import { Panel } from "@/components/Panel";
import { QuantityStepper } from "@/components/QuantityStepper";
import { useBasket } from "@/lib/basket";
import { formatMoney, totalOf } from "@/lib/money";

interface Props {
  vendor: { slug: string; name: string; currency: string };
  problems: Map<number, string>;
}

export function BasketSummary({ vendor, problems }: Props) {
  const { lines, setQuantity } = useBasket(vendor.slug);
  return (
    <Panel title={`Your order at ${vendor.name}`}>
      {lines.map((line, index) => (
        <Box key={line.item} sx={{ py: 1.5, borderBottom: 1, borderColor: "divider" }}>
          <Box sx={{ display: "flex", gap: 2, alignItems: "center" }}>
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <Typography sx={{ fontWeight: 600, lineHeight: 1.35, overflowWrap: "anywhere" }}>
                {line.name}
              </Typography>
              <Typography
                variant="body2"
                sx={{ color: "text.secondary", fontVariantNumeric: "tabular-nums" }}
              >
                {formatMoney(totalOf([line], line.price.currency))}
              </Typography>
            </Box>
            <QuantityStepper
              name={line.name}
              quantity={line.quantity}
              onChange={(quantity) => setQuantity(line, quantity)}
            />
          </Box>
          {problems.has(index) && (
            <Typography role="alert" variant="body2" sx={{ color: "error.main", mt: 0.5 }}>
              {problems.get(index)}
            </Typography>
          )}
        </Box>
      ))}
      <Box
        sx={{
          display: "flex",
          justifyContent: "space-between",
          pt: 2,
          fontWeight: 700,
          fontSize: "1.125rem",
        }}
      >
        <span>Total</span>
        <span>{formatMoney(totalOf(lines, vendor.currency))}</span>
      </Box>
      <AppLink to={`/v/${vendor.slug}`} sx={{ display: "inline-block", mt: 1, py: 1 }}>
        Add something else
      </AppLink>
    </Panel>
  );
}
