import { useState } from "react";
import type { VendorChanges, VendorProfile } from "@/api/types";
import { checksThatWouldEnd } from "./checksEnd";
import { useUpdateVendor } from "./useUpdateVendor";

interface Outcome {
  onSaved: (saved: VendorProfile) => void;
  onRefused: (error: unknown) => void;
}

/** Saves a profile. Where that would end checks, `question` has what to ask first; it is saved once that is confirmed. */
export function useProfileSave(vendor: VendorProfile, { onSaved, onRefused }: Outcome) {
  const update = useUpdateVendor(vendor.slug);
  const [ending, setEnding] = useState<{ body: VendorChanges; checks: string[] } | null>(null);
  const save = async (body: VendorChanges): Promise<void> => {
    try {
      const saved = await update.mutateAsync(body);
      setEnding(null);
      onSaved(saved);
    } catch (error) {
      const checks = checksThatWouldEnd(error);
      setEnding(checks && { body, checks });
      if (!checks) onRefused(error);
    }
  };
  const question = ending && {
    checks: ending.checks,
    isVerified: vendor.is_verified,
    pending: update.isPending,
    onConfirm: () => void save({ ...ending.body, end_checks: true }),
    onClose: () => setEnding(null),
  };
  return { save, question, isSaved: update.isSuccess };
}
