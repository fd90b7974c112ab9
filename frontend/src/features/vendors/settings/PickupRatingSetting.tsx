import FormControlLabel from "@mui/material/FormControlLabel";
import Switch from "@mui/material/Switch";
import Typography from "@mui/material/Typography";
import { asProblem } from "@/api/problem";
import type { VendorProfile } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { Panel } from "@/components/Panel";
import { useUpdateVendor } from "./useUpdateVendor";

/** Whether the team rates pick-ups, and what that means for reviews. */
export function PickupRatingSetting({ vendor }: { vendor: VendorProfile }) {
  const update = useUpdateVendor(vendor.slug);
  return (
    <Panel title="Rating pick-ups">
      <FormAlert message={update.error && asProblem(update.error).message} />
      <FormControlLabel
        control={
          <Switch
            checked={vendor.rates_pickups}
            disabled={update.isPending}
            onChange={(_event, on) => update.mutate({ rates_pickups: on })}
          />
        }
        label="Our team rates how a pick-up went"
        sx={{ minHeight: 44 }}
      />
      <Typography variant="body2" sx={{ color: "text.secondary", mt: 1 }}>
        Then neither side sees the other's stars before both have rated, or a week after the pick-up. What you
        say is shown to that customer alone, never to the public.
      </Typography>
    </Panel>
  );
}
