import Box from "@mui/material/Box";
import { useQuery } from "@tanstack/react-query";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { vendorQuery } from "../queries";
import { TabletsPanel } from "../tablet/TabletsPanel";
import { CoverForm } from "./CoverForm";
import { HoursForm } from "./HoursForm";
import { LimitsForm } from "./LimitsForm";
import { PickupRatingSetting } from "./PickupRatingSetting";
import { ProfileForm } from "./ProfileForm";
import { SpecialDaysForm } from "./SpecialDaysForm";

/** A link can name one part; it is there only once the rest is loaded, so the browser has looked for it in vain. */
function bringIntoView(part: HTMLElement | null): void {
  if (part && location.hash === `#${part.id}`) part.scrollIntoView();
}

/** What customers see of the business, each part saved on its own. */
export function SettingsView({ slug, onLeave }: { slug: string; onLeave: () => Promise<unknown> }) {
  const query = useQuery(vendorQuery(slug));
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={3} height={280} />}>
      {(vendor) => (
        <Box
          sx={{
            display: "grid",
            gap: 2,
            alignItems: "start",
            gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "minmax(0, 1fr) minmax(0, 1fr)" },
          }}
        >
          <ProfileForm vendor={vendor} />
          <Box sx={{ display: "grid", gap: 2, minWidth: 0 }}>
            <CoverForm vendor={vendor} />
            <HoursForm vendor={vendor} />
            <Box id="special-days" ref={bringIntoView} sx={{ scrollMarginTop: 88 }}>
              <SpecialDaysForm vendor={vendor} />
            </Box>
            <LimitsForm vendor={vendor} />
            <PickupRatingSetting vendor={vendor} />
            <TabletsPanel slug={slug} onLeave={onLeave} />
          </Box>
        </Box>
      )}
    </QueryView>
  );
}
