import { ConfirmDialog } from "@/components/ConfirmDialog";
import { consequences } from "./checksEnd";

interface Props {
  checks: readonly string[];
  isVerified: boolean;
  pending: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Says which checks a change ends before it does. A refusal closes it: that is explained in the form. */
export function ChecksEndDialog({ checks, isVerified, ...rest }: Props) {
  return (
    <ConfirmDialog
      title={isVerified ? "Change it and lose the badge for now?" : "Change it and end the check?"}
      hint={consequences(checks, isVerified)}
      confirm="Change it"
      keep="Go back"
      failure={null}
      {...rest}
    />
  );
}
