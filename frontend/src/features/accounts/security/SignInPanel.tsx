import Button from "@mui/material/Button";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { meQuery } from "@/api/me";
import type { Me } from "@/api/types";
import { Panel } from "@/components/Panel";
import { SettingList, SettingRow } from "@/components/SettingRow";
import { Tag } from "@/components/Tag";
import { t } from "@/lib/language/catalogue";
import { EmailDialog } from "./EmailDialog";
import { PasswordDialog } from "./PasswordDialog";
import { PhoneDialog } from "./PhoneDialog";
import { emailChangeQuery, signInStateQuery } from "./queries";

type Open = "password" | "email" | "phone" | null;

export function SignInPanel({ me, onDone }: { me: Me; onDone: (words: string) => void }) {
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<Open>(null);
  const hasPassword = useQuery(signInStateQuery).data?.user.has_usable_password ?? true;
  const change = useQuery(emailChangeQuery).data;
  const close = (): void => setOpen(null);
  const finish = (words: string): void => {
    close();
    onDone(words);
    void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    void queryClient.invalidateQueries({ queryKey: ["account"] });
  };
  return (
    <Panel title={t("How you sign in")}>
      <SettingList>
        <SettingRow
          title={t("Password")}
          action={
            <Button onClick={() => setOpen("password")}>{hasPassword ? t("Change") : t("Set one")}</Button>
          }
        >
          {hasPassword ? t("Set") : t("None: you sign in by code or passkey")}
        </SettingRow>
        <SettingRow
          title={t("E-mail")}
          action={<Button onClick={() => setOpen("email")}>{change ? t("Go on") : t("Change")}</Button>}
        >
          {me.email}
          {change && (
            <div>{t("Changing to {new_email}: codes are waiting", { new_email: change.new_email })}</div>
          )}
        </SettingRow>
        <SettingRow
          title={t("Phone")}
          action={<Button onClick={() => setOpen("phone")}>{phoneAction(me)}</Button>}
        >
          {me.phone || t("None. A verified number can stand in when your second factor is not at hand.")}{" "}
          {me.phone && (
            <Tag tone={me.phone_verified ? "brandSoft" : "accentSoft"}>
              {me.phone_verified ? t("Verified") : t("Not verified")}
            </Tag>
          )}
        </SettingRow>
      </SettingList>
      {open === "password" && <PasswordDialog hasPassword={hasPassword} onDone={finish} onClose={close} />}
      {open === "email" && <EmailDialog current={me.email} onDone={finish} onClose={close} />}
      {open === "phone" && <PhoneDialog current={me.phone} onDone={finish} onClose={close} />}
    </Panel>
  );
}

function phoneAction({ phone, phone_verified }: Me): string {
  if (!phone) return t("Add");
  return phone_verified ? t("Change") : t("Verify");
}
