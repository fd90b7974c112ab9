import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { wordsOf } from "@/api/problem";
import { whyNot } from "@/api/whyNoPush";
import { t } from "@/lib/language/catalogue";
import { askToFollow, confirmFollow, followHere, type Place, waysQuery } from "./following";

interface PlaceProps {
  uid: string;
  place: Place;
  text: string;
  onText: (text: string) => void;
  onAsked: () => void;
}

export function PlaceForm({ uid, place, text, onText, onAsked }: PlaceProps) {
  const ask = useMutation({ mutationFn: () => askToFollow(uid, place), onSuccess: onAsked });
  const isPhone = "phone" in place;
  return (
    <OneField
      label={isPhone ? t("Your mobile number") : t("Your e-mail")}
      error={ask.error}
      busy={ask.isPending}
      action={t("Send me a code")}
      onSubmit={() => ask.mutate()}
    >
      {(field) => (
        <input
          {...field}
          type={isPhone ? "tel" : "email"}
          required
          maxLength={isPhone ? 30 : 254}
          autoComplete={isPhone ? "tel" : "email"}
          value={text}
          onChange={({ target }) => onText(target.value)}
        />
      )}
      <p className="quiet">
        {isPhone
          ? t(
              "One message for each step of this order, and none after it. No account. We forget the number when you stop it, or two days after the order is over.",
            )
          : t(
              "One message for each step of this order, and none after it. No account. We forget the address when you stop it, or two days after the order is over.",
            )}
      </p>
    </OneField>
  );
}

/** No code: this browser alone can read what is sent to it. */
export function HereForm({ uid, onTold }: { uid: string; onTold: (token: string) => void }) {
  const { data } = useQuery(waysQuery);
  const follow = useMutation({
    mutationFn: () => followHere(uid, data?.push_key ?? ""),
    onSuccess: ({ stop_token }) => onTold(stop_token),
  });
  return (
    <>
      {follow.error && <p role="alert">{whyNot(follow.error)}</p>}
      <button
        type="button"
        className="button button-main"
        aria-disabled={follow.isPending}
        onClick={() => !follow.isPending && follow.mutate()}
      >
        {t("Notify me here")}
      </button>
      <p className="quiet">
        {t(
          "A notification on this device for each step of this order, also while this page is closed. No account.",
        )}
      </p>
    </>
  );
}

interface CodeProps {
  uid: string;
  place: Place;
  onTold: (token: string) => void;
  onBack: () => void;
}

export function CodeForm({ uid, place, onTold, onBack }: CodeProps) {
  const [code, setCode] = useState("");
  const confirm = useMutation({
    mutationFn: () => confirmFollow(uid, place, code.replace(/\s/g, "")),
    onSuccess: ({ stop_token }) => onTold(stop_token),
  });
  return (
    <OneField
      label={t("Code from the message")}
      error={confirm.error}
      busy={confirm.isPending}
      action={t("Confirm")}
      onSubmit={() => confirm.mutate()}
    >
      {(field) => (
        <input
          {...field}
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={9}
          value={code}
          onChange={({ target }) => setCode(target.value)}
        />
      )}
      <p className="quiet">
        {t(
          "We sent six digits to {place}. They work for 30 minutes. Nothing came? Look again in a minute, or take another way.",
          { place: "phone" in place ? place.phone : place.email },
        )}
      </p>
      <button type="button" className="button" onClick={onBack}>
        {"phone" in place ? t("Use another number") : t("Use another address")}
      </button>
    </OneField>
  );
}

interface FieldProps {
  label: string;
  error: unknown;
  busy: boolean;
  action: string;
  onSubmit: () => void;
  children: [
    (field: { id: string; "aria-invalid": boolean; "aria-describedby": string }) => ReactNode,
    ...ReactNode[],
  ];
}

/** One field and one button, with what is wrong beside it. */
function OneField({ label, error, busy, action, onSubmit, children: [draw, ...below] }: FieldProps) {
  const id = useId();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy) onSubmit();
  };
  return (
    <form className="follow-form" onSubmit={submit}>
      <div className="field">
        <label htmlFor={id}>{label}</label>
        {draw({ id, "aria-invalid": Boolean(error), "aria-describedby": `${id}-error` })}
        <div id={`${id}-error`}>{error ? <p role="alert">{wordsOf(error)}</p> : null}</div>
      </div>
      <button type="submit" className="button button-main" aria-disabled={busy}>
        {action}
      </button>
      {below}
    </form>
  );
}
