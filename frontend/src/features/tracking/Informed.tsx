import { Bell, BellOff, Check, MailPlus, MonitorDown, Share2 } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Tracking } from "@/api/types";
import { lastSequence } from "@/lib/entries";
import { t } from "@/lib/language/catalogue";
import { isFinal } from "@/lib/progress";
import { stopTokenIn } from "@/lib/stopToken";
import { useCopy } from "@/lib/useCopy";
import { useAlerts } from "./alerts";
import { headlineOf } from "./frames";
import { useInstall } from "./useInstall";

// Only for whoever asks for it
const TellMe = lazy(async () => ({ default: (await import("./TellMe")).TellMe }));

/** Ways to be told without looking, and to let others look. */
export function Informed({ uid, tracking }: { uid: string; tracking: Tracking }) {
  const [isOpen, setOpen] = useState(() => stopTokenIn(location.hash) !== null);
  const { isOn, toggle } = useAlerts(lastSequence(tracking.entries));
  const install = useInstall();
  const isOver = isFinal(tracking.status);
  return (
    <section className="card needs-script" aria-label={t("Stay informed")}>
      <h2>{t("Stay informed")}</h2>
      <div className="follow-actions">
        {!isOver && (
          <Action icon={<MailPlus size={18} />} pressed={isOpen} onClick={() => setOpen(!isOpen)}>
            {t("Tell me")}
          </Action>
        )}
        <Share
          title={t("{headline} · Order {reference}", {
            headline: headlineOf(tracking),
            reference: tracking.reference,
          })}
        />
        {!isOver && (
          <Action icon={isOn ? <Bell size={18} /> : <BellOff size={18} />} pressed={isOn} onClick={toggle}>
            {t("Sound")}
          </Action>
        )}
        {install && (
          <Action icon={<MonitorDown size={18} />} onClick={install}>
            {t("Add to home screen")}
          </Action>
        )}
      </div>
      {isOpen && (
        <Suspense fallback={null}>
          <TellMe uid={uid} isOver={isOver} />
        </Suspense>
      )}
    </section>
  );
}

interface ActionProps {
  icon: ReactNode;
  pressed?: boolean;
  onClick: () => void;
  children: string;
}

function Action({ icon, pressed, onClick, children }: ActionProps) {
  return (
    <button type="button" className="button" aria-pressed={pressed} onClick={onClick}>
      <span aria-hidden="true" style={{ lineHeight: 0 }}>
        {icon}
      </span>
      {children}
    </button>
  );
}

/** The device's own way to share; where it has none, the link is copied. The address's fragment stays here. */
function Share({ title }: { title: string }) {
  const url = `${location.origin}${location.pathname}`;
  const { copied, copy } = useCopy(url);
  const share = (): void => {
    const shared = "share" in navigator ? navigator.share({ title, url }) : Promise.reject();
    shared.catch((refusal: unknown) => {
      if (!(refusal instanceof DOMException && refusal.name === "AbortError")) copy();
    });
  };
  return (
    <>
      <Action icon={copied ? <Check size={18} /> : <Share2 size={18} />} onClick={share}>
        {copied ? t("Link copied") : t("Share")}
      </Action>
      <span className="hidden" role="status">
        {copied ? t("Link copied") : ""}
      </span>
    </>
  );
}
