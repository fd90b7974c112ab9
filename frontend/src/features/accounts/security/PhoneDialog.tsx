import { useState } from "react";
import { z } from "zod";
import { api, dataOf } from "@/api/client";
import { FormDialog } from "@/components/FormDialog";
import { OneCodeForm } from "@/components/OneCodeForm";
import { t } from "@/lib/language/catalogue";
import { AuthForm } from "../AuthForm";
import { SendAgain } from "../SendAgain";

const schema = z.object({
  phone: z
    .string()
    .trim()
    .min(5, { error: () => t("With its country code, such as +44 117 496 0123") }),
});

const sendCode = (phone: string) => dataOf(api.POST("/api/v1/me/phone/code/", { body: { phone } }));

interface Props {
  current: string;
  onDone: (words: string) => void;
  onClose: () => void;
}

export function PhoneDialog({ current, onDone, onClose }: Props) {
  const [phone, setPhone] = useState<string | null>(null);
  if (phone)
    return (
      <FormDialog
        title={t("Enter the code")}
        hint={t("We sent an SMS with a code to {phone}.", { phone })}
        onClose={onClose}
      >
        <OneCodeForm
          autoFocus
          label={t("Code")}
          digits={6}
          submit={t("Verify")}
          onSubmit={async (code) => {
            await dataOf(api.POST("/api/v1/me/phone/confirm/", { body: { code } }));
            onDone(t("Your phone number is verified."));
          }}
        >
          <SendAgain send={() => sendCode(phone)} label={t("Send another SMS")} />
        </OneCodeForm>
      </FormDialog>
    );
  return (
    <FormDialog
      title={t("Verify your phone")}
      hint={t("It stands in when your second factor is not at hand. Businesses see it only on your orders.")}
      onClose={onClose}
    >
      <AuthForm
        schema={schema}
        defaults={{ phone: current }}
        fields={[
          {
            name: "phone",
            label: t("Phone"),
            type: "tel",
            autoComplete: "tel",
            hint: t("With its country code, such as +44 117 496 0123"),
          },
        ]}
        submit={t("Send SMS")}
        onSubmit={async (values) => {
          await sendCode(values.phone);
          setPhone(values.phone);
        }}
      />
    </FormDialog>
  );
}
