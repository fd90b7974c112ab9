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
import { t } from "@/lib/language/catalogue";
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
    onSuccess: () => finish(t("{name} comes first now.", { name })),
  });
  const forget = useMutation({
    mutationFn: () => forgetAddress(saved.id),
    onSuccess: () => finish(t("{name} is deleted.", { name })),
  });
  return (
    <SettingRow
      icon={<MapPin size={20} />}
      title={
        <>
          {name} {saved.is_default && <Tag tone="brandSoft">{t("Comes first")}</Tag>}
        </>
      }
      action={
        <>
          {!saved.is_default && (
            <Button
              aria-label={t("Put {name} first", { name })}
              loading={prefer.isPending}
              onClick={() => prefer.mutate()}
            >
              {t("Put first")}
            </Button>
          )}
          <Button aria-label={t("Change {name}", { name })} onClick={() => setOpen("change")}>
            {t("Change")}
          </Button>
          <Button color="error" aria-label={t("Delete {name}", { name })} onClick={() => setOpen("forget")}>
            {t("Delete")}
          </Button>
        </>
      }
    >
      {addressInShort(saved)}
      {prefer.error && ` ${wordsOf(prefer.error)}`}
      {open === "change" && <AddressDialog saved={saved} onDone={finish} onClose={() => setOpen(null)} />}
      {open === "forget" && (
        <ConfirmDialog
          title={t("Delete {name}?", { name })}
          hint={t("Orders that went there keep it.")}
          confirm={t("Delete")}
          pending={forget.isPending}
          failure={forget.error && wordsOf(forget.error)}
          onConfirm={() => forget.mutate()}
          onClose={() => setOpen(null)}
        />
      )}
    </SettingRow>
  );
}
