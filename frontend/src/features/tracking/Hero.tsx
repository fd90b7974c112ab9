import { Check } from "lucide-react";
import type { Tracking } from "@/api/types";
import { statusTone } from "@/components/statusTone";
import { t } from "@/lib/language/catalogue";
import { type ProgressStep, progressSteps } from "@/lib/progress";
import type { LiveConnection } from "@/lib/useLiveSocket";
import { ConnectionPill } from "./ConnectionPill";
import { headlineOf } from "./frames";
import { PromiseLine } from "./PromiseLine";

interface Props {
  tracking: Tracking;
  connection: LiveConnection;
  asOf: number;
}

/** Where it is now and when it will be here: the answer in the first glance. */
export function Hero({ tracking, connection, asOf }: Props) {
  const { status, fulfilment, reference } = tracking;
  const steps = progressSteps(status, fulfilment);
  const Icon = statusTone(status).icon;
  return (
    <section className="card hero" data-status={status} aria-label={t("Where it is now")}>
      <div className="hero-ground">
        <div className="hero-top">
          <span className="ref">{t("Order {reference}", { reference })}</span>
          <ConnectionPill connection={connection} asOf={asOf} />
        </div>
        <div className="hero-say">
          <span className="hero-icon" aria-hidden="true">
            <Icon size={44} strokeWidth={1.6} />
          </span>
          <h1>{headlineOf(tracking)}</h1>
        </div>
        <PromiseLine tracking={tracking} />
      </div>
      {steps.length > 0 && (
        <ol className="steps" aria-label={t("Progress")}>
          {steps.map((step) => (
            <Step key={step.status} step={step} />
          ))}
        </ol>
      )}
    </section>
  );
}

const WORD = () => ({ done: t("done"), current: t("now"), ahead: t("to come") }) as const;

function Step({ step: { label, state } }: { step: ProgressStep }) {
  return (
    <li className="step" data-state={state} aria-current={state === "current" ? "step" : undefined}>
      <span className="step-dot" aria-hidden="true">
        {state === "done" && <Check size={17} strokeWidth={3} />}
      </span>
      <span className="step-label">
        {label}
        <span className="hidden">, {WORD()[state]}</span>
      </span>
    </li>
  );
}
