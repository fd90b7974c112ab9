import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { Lock } from "lucide-react";

interface Props {
  vendorName: string;
  personName: string;
  isLocking: boolean;
  onLock: () => void;
}

/** Whose moves the next ones are, and the way out for the next person. */
export function WorkingBar({ vendorName, personName, isLocking, onLock }: Props) {
  return (
    <Box sx={{ display: "flex", flexWrap: "wrap", alignItems: "center", gap: 1.5, mb: 2 }}>
      <Box sx={{ flex: "1 1 200px", minWidth: 0 }}>
        <Typography variant="h1" sx={{ fontSize: "1.5rem", overflowWrap: "anywhere" }}>
          {vendorName}
        </Typography>
        <Typography role="status" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
          {personName} is working
        </Typography>
      </Box>
      <Button
        variant="outlined"
        startIcon={<Lock size={18} aria-hidden />}
        loading={isLocking}
        onClick={onLock}
        sx={{ minHeight: 44 }}
      >
        Lock or switch
      </Button>
    </Box>
  );
}
