import { useMutation, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { wordsOf } from "@/api/problem";
import { canPush } from "@/lib/browserPush";
import { t } from "@/lib/language/catalogue";
import { dropStopToken, keepStopToken, keptStopToken, stopTokenIn } from "@/lib/stopToken";
import { stopFollowing, waysQuery } from "./following";
import { CodeForm, HereForm, PlaceForm } from "./TellMeForms";

type Way = "mail" | "sms" | "push";
const WAYS = (): Record<Way, string> => ({ mail: t("By mail"), sms: t("By SMS"), push: t("On this device") });

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
    return (
      <p className="quiet follow-more">{t("Nothing more will follow, so there is nothing to be told of.")}</p>
    );
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
      <legend className="hidden">{t("How we tell you")}</legend>
      {offered.map((each) => (
        <label key={each} className="check">
          <input type="radio" name={name} checked={way === each} onChange={() => onWay(each)} />
          {WAYS()[each]}
        </label>
      ))}
    </fieldset>
  );
}

function Told({ token, onStopped }: { token: string; onStopped: () => void }) {
  const stop = useMutation({ mutationFn: () => stopFollowing(token), onSuccess: onStopped });
  return (
    <div className="follow-more">
      <p role="status">{t("You are told of each step of this order.")}</p>
      {stop.error && <p role="alert">{wordsOf(stop.error)}</p>}
      <button type="button" className="button" onClick={() => stop.mutate()}>
        {t("Stop telling me")}
      </button>
    </div>
  );
}
