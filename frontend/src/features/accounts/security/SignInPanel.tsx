import Button from "@mui/material/Button";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { meQuery } from "@/api/me";
import type { Me } from "@/api/types";
import { Panel } from "@/components/Panel";
import { SettingList, SettingRow } from "@/components/SettingRow";
import { Tag } from "@/components/Tag";
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
    <Panel title="How you sign in">
      <SettingList>
        <SettingRow
          title="Password"
          action={<Button onClick={() => setOpen("password")}>{hasPassword ? "Change" : "Set one"}</Button>}
        >
          {hasPassword ? "Set" : "None: you sign in by code or passkey"}
        </SettingRow>
        <SettingRow
          title="E-mail"
          action={<Button onClick={() => setOpen("email")}>{change ? "Go on" : "Change"}</Button>}
        >
          {me.email}
          {change && <div>Changing to {change.new_email}: codes are waiting</div>}
        </SettingRow>
        <SettingRow
          title="Phone"
          action={<Button onClick={() => setOpen("phone")}>{phoneAction(me)}</Button>}
        >
          {me.phone || "None. A verified number can stand in when your second factor is not at hand."}{" "}
          {me.phone && (
            <Tag tone={me.phone_verified ? "brandSoft" : "accentSoft"}>
              {me.phone_verified ? "Verified" : "Not verified"}
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
  if (!phone) return "Add";
  return phone_verified ? "Change" : "Verify";
}
