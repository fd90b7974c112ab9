import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { z } from "zod";
import { api, dataOf } from "@/api/client";
import { meQuery } from "@/api/me";
import type { Me } from "@/api/types";
import { DoneNote } from "@/components/DoneNote";
import { Panel } from "@/components/Panel";
import { SettingList, SettingRow } from "@/components/SettingRow";
import { t } from "@/lib/language/catalogue";
import { AuthForm } from "../AuthForm";

const schema = z.object({
  name: z
    .string()
    .trim()
    .min(1, { error: () => t("Your name, as the shop should call you") })
    .max(120),
});

export function ProfileView({ me }: { me: Me }) {
  const queryClient = useQueryClient();
  const [done, setDone] = useState<string | null>(null);
  return (
    <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 2 }}>
      <Panel title={t("Your name")}>
        <AuthForm
          schema={schema}
          defaults={{ name: me.name }}
          fields={[
            {
              name: "name",
              label: t("Name"),
              autoComplete: "name",
              hint: t("Businesses see it on your orders."),
            },
          ]}
          submit={t("Save name")}
          onSubmit={async (body) => {
            await dataOf(api.PATCH("/api/v1/me/", { body }));
            await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
            setDone(t("Your name is saved."));
          }}
        />
      </Panel>
      <Panel title={t("How to reach you")}>
        <SettingList>
          <SettingRow title={t("E-mail")}>{me.email}</SettingRow>
          <SettingRow title={t("Phone")}>{me.phone || t("None yet")}</SettingRow>
        </SettingList>
        <Button component={Link} to="/account/security" variant="outlined" sx={{ mt: 2 }}>
          {t("Change under Security")}
        </Button>
      </Panel>
      <DoneNote message={done} onClose={() => setDone(null)} />
    </Box>
  );
}
