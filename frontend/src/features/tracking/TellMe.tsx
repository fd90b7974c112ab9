import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { wordsOf } from "@/api/problem";
import { canPush, whyNot } from "@/features/notifications/push/browser";
import { dropStopToken, keepStopToken, keptStopToken, stopTokenIn } from "@/lib/stopToken";
import { askToFollow, confirmFollow, followHere, type Place, stopFollowing, waysQuery } from "./following";

type Way = "mail" | "sms" | "push";
const WAYS: Record<Way, string> = { mail: "By mail", sms: "By SMS", push: "On this device" };

/** Being told of each step: where, a code, done; and stopping it. */
export function TellMe({ uid, isOver }: { uid: string; isOver: boolean }) {
  const [token, setToken] = useState(() => stopTokenIn(location.hash) ?? keptStopToken(uid));
  const [way, setWay] = useState<Way>("mail");
  const [text, setText] = useState("");
  const [isAsked, setAsked] = useState(false);
  const told = (next: string): void => {
    keepStopToken(uid, next);
    setToken(next);
  };
  const changed = (next: Way): void => {
    setWay(next);
    setText("");
  };
  if (token) return <Told token={token} onStopped={() => stopped(uid, setToken)} />;
  if (isOver)
    return <p className="quiet follow-more">Nothing more will follow, so there is nothing to be told of.</p>;
  const place = way === "sms" ? { phone: text } : { email: text };
  if (isAsked)
    return (
      <div className="follow-more">
        <CodeForm uid={uid} place={place} onTold={told} onBack={() => setAsked(false)} />
      </div>
    );
  return (
    <div className="follow-more">
      <WayChoice way={way} onWay={changed} />
      {way === "push" ? (
        <HereForm uid={uid} onTold={told} />
      ) : (
        <PlaceForm
          key={way}
          uid={uid}
          place={place}
          text={text}
          onText={setText}
          onAsked={() => setAsked(true)}
        />
      )}
    </div>
  );
}

function stopped(uid: string, setToken: (token: null) => void): void {
  dropStopToken(uid);
  history.replaceState(null, "", location.pathname);
  setToken(null);
}

/** The ways that this site and this browser have; nothing to choose where mail is the only one. */
function WayChoice({ way, onWay }: { way: Way; onWay: (way: Way) => void }) {
  const name = useId();
  const { data } = useQuery(waysQuery);
  const offered: Way[] = ["mail"];
  if (data?.sms) offered.push("sms");
  if (data?.push_key && canPush()) offered.push("push");
  if (offered.length === 1) return null;
  return (
    <fieldset className="ways">
      <legend className="hidden">How we tell you</legend>
      {offered.map((each) => (
        <label key={each} className="check">
          <input type="radio" name={name} checked={way === each} onChange={() => onWay(each)} />
          {WAYS[each]}
        </label>
      ))}
    </fieldset>
  );
}

interface PlaceProps {
  uid: string;
  place: Place;
  text: string;
  onText: (text: string) => void;
  onAsked: () => void;
}

function PlaceForm({ uid, place, text, onText, onAsked }: PlaceProps) {
  const ask = useMutation({ mutationFn: () => askToFollow(uid, place), onSuccess: onAsked });
  const isPhone = "phone" in place;
  return (
    <OneField
      label={isPhone ? "Your mobile number" : "Your e-mail"}
      error={ask.error}
      busy={ask.isPending}
      action="Send me a code"
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
        One message for each step of this order, and none after it. No account. We forget{" "}
        {isPhone ? "the number" : "the address"} when you stop it, or two days after the order is over.
      </p>
    </OneField>
  );
}

/** No code: this browser alone can read what is sent to it. */
function HereForm({ uid, onTold }: { uid: string; onTold: (token: string) => void }) {
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
        Notify me here
      </button>
      <p className="quiet">
        A notification on this device for each step of this order, also while this page is closed. No account.
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

function CodeForm({ uid, place, onTold, onBack }: CodeProps) {
  const [code, setCode] = useState("");
  const confirm = useMutation({
    mutationFn: () => confirmFollow(uid, place, code.replace(/\s/g, "")),
    onSuccess: ({ stop_token }) => onTold(stop_token),
  });
  return (
    <OneField
      label="Code from the message"
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
      <p className="quiet">
        We sent six digits to {"phone" in place ? place.phone : place.email}. They work for 30 minutes.
        Nothing came? Look again in a minute, or take another way.
      </p>
      <button type="button" className="button" onClick={onBack}>
        Use another {"phone" in place ? "number" : "address"}
      </button>
    </OneField>
  );
}

function Told({ token, onStopped }: { token: string; onStopped: () => void }) {
  const stop = useMutation({ mutationFn: () => stopFollowing(token), onSuccess: onStopped });
  return (
    <div className="follow-more">
      <p role="status">You are told of each step of this order.</p>
      {stop.error && <p role="alert">{wordsOf(stop.error)}</p>}
      <button type="button" className="button" onClick={() => stop.mutate()}>
        Stop telling me
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
