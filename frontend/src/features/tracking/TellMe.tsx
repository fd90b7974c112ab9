import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { wordsOf } from "@/api/problem";
import { askToFollow, confirmFollow, stopFollowing } from "./following";
import { dropStopToken, keepStopToken, keptStopToken, stopTokenIn } from "./stopToken";

/** Being told of each step by mail: address, code, done; and stopping it. */
export function TellMe({ uid, isOver }: { uid: string; isOver: boolean }) {
  const [token, setToken] = useState(() => stopTokenIn(location.hash) ?? keptStopToken(uid));
  const [email, setEmail] = useState("");
  const [isAsked, setAsked] = useState(false);
  const told = (next: string): void => {
    keepStopToken(uid, next);
    setToken(next);
  };
  if (token) return <Told token={token} onStopped={() => stopped(uid, setToken)} />;
  if (isOver)
    return <p className="quiet follow-more">Nothing more will follow, so there is nothing to be told of.</p>;
  if (isAsked) return <CodeForm uid={uid} email={email} onTold={told} onBack={() => setAsked(false)} />;
  return <AddressForm uid={uid} email={email} onEmail={setEmail} onAsked={() => setAsked(true)} />;
}

function stopped(uid: string, setToken: (token: null) => void): void {
  dropStopToken(uid);
  history.replaceState(null, "", location.pathname);
  setToken(null);
}

interface AddressProps {
  uid: string;
  email: string;
  onEmail: (email: string) => void;
  onAsked: () => void;
}

function AddressForm({ uid, email, onEmail, onAsked }: AddressProps) {
  const ask = useMutation({ mutationFn: () => askToFollow(uid, email), onSuccess: onAsked });
  return (
    <OneField
      label="Your e-mail"
      error={ask.error}
      busy={ask.isPending}
      action="Send me a code"
      onSubmit={() => ask.mutate()}
    >
      {(field) => (
        <input
          {...field}
          type="email"
          required
          autoComplete="email"
          value={email}
          onChange={({ target }) => onEmail(target.value)}
        />
      )}
      <p className="quiet">
        One mail for each step of this order, and none after it. No account. We forget the address when the
        order is over.
      </p>
    </OneField>
  );
}

interface CodeProps {
  uid: string;
  email: string;
  onTold: (token: string) => void;
  onBack: () => void;
}

function CodeForm({ uid, email, onTold, onBack }: CodeProps) {
  const [code, setCode] = useState("");
  const confirm = useMutation({
    mutationFn: () => confirmFollow(uid, email, code.replace(/\s/g, "")),
    onSuccess: ({ stop_token }) => onTold(stop_token),
  });
  return (
    <OneField
      label="Code from the mail"
      error={confirm.error}
      busy={confirm.isPending}
      action="Confirm"
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
      <p className="quiet">We sent six digits to {email}. They work for 30 minutes.</p>
      <button type="button" className="button" onClick={onBack}>
        Use another address
      </button>
    </OneField>
  );
}

function Told({ token, onStopped }: { token: string; onStopped: () => void }) {
  const stop = useMutation({ mutationFn: () => stopFollowing(token), onSuccess: onStopped });
  return (
    <div className="follow-more">
      <p role="status">You get a mail for each step of this order.</p>
      {stop.error && <p role="alert">{wordsOf(stop.error)}</p>}
      <button type="button" className="button" onClick={() => stop.mutate()}>
        Stop these mails
      </button>
    </div>
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
    <form className="follow-more" onSubmit={submit}>
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
