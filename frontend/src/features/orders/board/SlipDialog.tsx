import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import GlobalStyles from "@mui/material/GlobalStyles";
import { Printer } from "lucide-react";
import type { OrderSummary } from "@/api/types";
import { Slip } from "./Slip";

/** On paper stands the slip alone, as narrow as a till's roll. */
const PAPER = {
  "@media print": {
    "#root, .MuiDialogActions-root": { display: "none !important" },
    ".MuiDialog-root, .MuiDialog-container": { position: "static !important", display: "block !important" },
    ".MuiDialog-paper": {
      boxShadow: "none !important",
      margin: "0 !important",
      maxHeight: "none !important",
    },
    ".MuiBackdrop-root": { display: "none !important" },
  },
};

export default function SlipDialog({ order, onClose }: { order: OrderSummary; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} maxWidth={false} aria-labelledby="slip-title">
      <GlobalStyles styles={PAPER} />
      <Box sx={{ overflow: "auto" }}>
        <Slip order={order} />
      </Box>
      <DialogActions sx={{ p: 2 }}>
        <Button onClick={onClose}>Close</Button>
        <Button variant="contained" startIcon={<Printer size={18} />} onClick={() => window.print()}>
          Print
        </Button>
      </DialogActions>
    </Dialog>
  );
}
