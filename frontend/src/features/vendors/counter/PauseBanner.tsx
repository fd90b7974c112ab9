import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import { Pause } from "lucide-react";
import type { VendorProfile } from "@/api/types";
import { useNow } from "@/lib/useNow";
import { pauseWords, usePause } from "./pause";

/** That no new orders come in, and the way back; gone by itself when the pause is over. */
export function PauseBanner({ vendor }: { vendor: VendorProfile }) {
  const now = useNow();
  const pause = usePause(vendor.slug);
  const words = pauseWords(vendor, now);
  if (!words) return null;
  return (
    <Alert
      severity="info"
      role="status"
      icon={<Pause size={20} />}
      sx={{
        mb: 2,
        borderRadius: 3,
        alignItems: "center",
        flexWrap: "wrap",
        "& .MuiAlert-message": { flex: "1 1 200px" },
      }}
      action={
        <Button color="inherit" disabled={pause.isPending} onClick={() => pause.mutate("resume")}>
          Take orders again
        </Button>
      }
    >
      <strong>{words}.</strong> Customers read it on your page and at checkout.
    </Alert>
  );
}
