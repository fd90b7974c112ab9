import Button from "@mui/material/Button";
import { useMutation } from "@tanstack/react-query";
import { MapPin } from "lucide-react";
import { useState } from "react";
import { changeAddress, forgetAddress } from "@/api/addresses";
import { wordsOf } from "@/api/problem";
import type { SavedAddress } from "@/api/types";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { SettingRow } from "@/components/SettingRow";
import { Tag } from "@/components/Tag";
import { addressInShort } from "@/lib/addressForms";
import { AddressDialog } from "./AddressDialog";

interface Props {
  saved: SavedAddress;
  onDone: (words: string) => Promise<void>;
}

export function AddressRow({ saved, onDone }: Props) {
  const [open, setOpen] = useState<"change" | "forget" | null>(null);
  const name = saved.label || saved.line1;
  const finish = async (words: string): Promise<void> => {
    setOpen(null);
    await onDone(words);
  };
  const prefer = useMutation({
    mutationFn: () => changeAddress(saved.id, { is_default: true }),
    onSuccess: () => finish(`${name} comes first now.`),
  });
  const forget = useMutation({
    mutationFn: () => forgetAddress(saved.id),
    onSuccess: () => finish(`${name} is deleted.`),
  });
  return (
    <SettingRow
      icon={<MapPin size={20} />}
      title={
        <>
          {name} {saved.is_default && <Tag tone="brandSoft">Comes first</Tag>}
        </>
      }
      action={
        <>
          {!saved.is_default && (
            <Button
              aria-label={`Put ${name} first`}
              loading={prefer.isPending}
              onClick={() => prefer.mutate()}
            >
              Put first
            </Button>
          )}
          <Button aria-label={`Change ${name}`} onClick={() => setOpen("change")}>
            Change
          </Button>
          <Button color="error" aria-label={`Delete ${name}`} onClick={() => setOpen("forget")}>
            Delete
          </Button>
        </>
      }
    >
      {addressInShort(saved)}
      {prefer.error && ` ${wordsOf(prefer.error)}`}
      {open === "change" && <AddressDialog saved={saved} onDone={finish} onClose={() => setOpen(null)} />}
      {open === "forget" && (
        <ConfirmDialog
          title={`Delete ${name}?`}
          hint="Orders that went there keep it."
          confirm="Delete"
          pending={forget.isPending}
          failure={forget.error && wordsOf(forget.error)}
          onConfirm={() => forget.mutate()}
          onClose={() => setOpen(null)}
        />
      )}
    </SettingRow>
  );
}
