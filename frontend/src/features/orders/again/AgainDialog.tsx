import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { FormDialog } from "@/components/FormDialog";
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
      title={canOrder ? "Some of it is different now" : "This cannot be ordered now"}
      hint={
        basket.refusal ??
        (canOrder
          ? `At ${basket.vendor}, since your last order:`
          : `${basket.vendor} sells none of it any more.`)
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
          {left === basket.lines.length ? "Put it in the basket" : "Put the rest in the basket"}
        </Button>
      ) : (
        <Button variant="outlined" size="large" onClick={onClose}>
          Close
        </Button>
      )}
    </FormDialog>
  );
}
