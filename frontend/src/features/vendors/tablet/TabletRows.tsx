import Button from "@mui/material/Button";
import { useMutation } from "@tanstack/react-query";
import { Tablet } from "lucide-react";
import { useState } from "react";
import { wordsOf } from "@/api/problem";
import type { SharedTablet } from "@/api/types";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { SettingList, SettingRow } from "@/components/SettingRow";
import { shortDate } from "@/lib/time";

interface Props {
  tablets: readonly SharedTablet[];
  /** Say of each where it stands: for a list across businesses. */
  withVendor?: boolean;
  end: (tablet: SharedTablet) => Promise<unknown>;
}

/** Shared tablets, each with its end. */
export function TabletRows({ tablets, withVendor = false, end }: Props) {
  const [ending, setEnding] = useState<SharedTablet | null>(null);
  const ended = useMutation({ mutationFn: end, onSuccess: () => setEnding(null) });
  return (
    <>
      <SettingList>
        {tablets.map((tablet) => (
          <SettingRow
            key={tablet.id}
            icon={<Tablet size={20} />}
            title={withVendor ? `${tablet.name} · ${tablet.vendor.name}` : tablet.name}
            action={
              <Button aria-label={`End ${tablet.name}`} color="error" onClick={() => setEnding(tablet)}>
                End
              </Button>
            }
          >
            {tablet.device} · {tablet.acting ? `${tablet.acting} is working` : "locked"} · set up by{" "}
            {tablet.made_by}, until {shortDate(tablet.expires_at)}
          </SettingRow>
        ))}
      </SettingList>
      {ending && (
        <ConfirmDialog
          title={`End ${ending.name}?`}
          hint="Whoever works on it is locked out at once. To use the device again, somebody in charge sets it up anew."
          confirm="End"
          pending={ended.isPending}
          failure={ended.error && wordsOf(ended.error)}
          onConfirm={() => ended.mutate(ending)}
          onClose={() => setEnding(null)}
        />
      )}
    </>
  );
}
