import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { FormDialog } from "@/components/FormDialog";
import { t } from "@/lib/language/catalogue";
import { changeWords } from "../basket/ChangeNote";
import { acceptedLines, type CheckedBasket } from "../basket/changes";

interface Props {
  basket: CheckedBasket;
  onTake: () => void;
  onClose: () => void;
}

/** What is not as it was last time, said before any of it is in the basket. */
export function AgainDialog({ basket, onTake, onClose }: Props) {
  const left = acceptedLines(basket).length;
  const canOrder = left > 0 && !basket.refusal;
  return (
    <FormDialog
      title={canOrder ? t("Some of it is different now") : t("This cannot be ordered now")}
      hint={
        basket.refusal ??
        (canOrder
          ? t("At {vendor}, since your last order:", { vendor: basket.vendor })
          : t("{vendor} sells none of it any more.", { vendor: basket.vendor }))
      }
      onClose={onClose}
    >
      {!basket.refusal && (
        <Box component="ul" sx={{ m: 0, pl: 2.5, display: "grid", gap: 1 }}>
          {basket.lines
            .filter(({ changes }) => changes.length > 0)
            .map(({ line, changes }) => (
              <li key={line.item}>
                <strong>{line.name}</strong>: {changes.map((change) => changeWords(change, line)).join(" ")}
              </li>
            ))}
        </Box>
      )}
      {canOrder ? (
        <Button variant="contained" size="large" onClick={onTake}>
          {left === basket.lines.length ? t("Put it in the basket") : t("Put the rest in the basket")}
        </Button>
      ) : (
        <Button variant="outlined" size="large" onClick={onClose}>
          {t("Close")}
        </Button>
      )}
    </FormDialog>
  );
}
