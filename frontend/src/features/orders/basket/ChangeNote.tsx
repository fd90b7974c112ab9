import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { setQuantity, writeBasket } from "@/lib/basket";
import { t } from "@/lib/language/catalogue";
import { formatMoney } from "@/lib/money";
import { acceptedLines, type Change, type CheckedBasket, type CheckedLine } from "./changes";

export function changeWords(change: Change, before: CheckedLine["line"]): string {
  switch (change.kind) {
    case "gone":
      return t("Not sold any more.");
    case "sold_out":
      return t("Sold out.");
    case "fewer":
      return t("Only {left} left.", { left: change.left });
    case "price":
      return t("{amount} each now, it was {amount2}.", {
        amount: formatMoney(change.price),
        amount2: formatMoney(before.price),
      });
  }
}

function remedy({ changes, next }: CheckedLine): string {
  if (!next) return t("Take it out");
  if (changes.some(({ kind }) => kind === "fewer")) return t("Take {quantity}", { quantity: next.quantity });
  return t("Fine, keep it");
}

/** What has changed about one line, and the one tap that settles it. */
export function ChangeNote({ slug, checked }: { slug: string; checked: CheckedLine }) {
  const { line, changes, next } = checked;
  if (changes.length === 0) return null;
  return (
    <Box
      sx={{
        mt: 1,
        pl: 1.5,
        pr: 0.5,
        py: 0.5,
        display: "flex",
        flexWrap: "wrap",
        alignItems: "center",
        columnGap: 1,
        justifyContent: "space-between",
        borderRadius: 2,
        bgcolor: "accentSoft.main",
        color: "accentSoft.contrastText",
        fontSize: "0.9375rem",
      }}
    >
      <span>{changes.map((change) => changeWords(change, line)).join(" ")}</span>
      <Button
        color="inherit"
        aria-label={`${remedy(checked)}: ${line.name}`}
        onClick={() => setQuantity(slug, next ?? line, next?.quantity ?? 0)}
        sx={{ textDecoration: "underline" }}
      >
        {remedy(checked)}
      </Button>
    </Box>
  );
}

/** Everything as it is now, in all of these baskets. */
export function acceptAll(baskets: readonly CheckedBasket[]): void {
  for (const basket of baskets)
    if (basket.hasChanged) writeBasket(basket.slug, acceptedLines(basket), basket.vendor);
}
