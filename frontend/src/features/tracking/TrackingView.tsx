import type { ReactNode } from "react";
import type { Tracking, TrackingEntry } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import { isFinal } from "@/lib/progress";
import type { LiveConnection } from "@/lib/useLiveSocket";
import { headlineOf, sealedInShort } from "./frames";
import { Hero } from "./Hero";
import { History } from "./History";
import { Notes } from "./Notes";
import { Place } from "./Place";

interface Props {
  tracking: Tracking;
  connection: LiveConnection;
  /** When what is shown was true, in ms. */
  asOf: number;
  /** What must be read before anything else. */
  alarm: ReactNode;
  /** Ways to be told. */
  informed: ReactNode;
  /** How an entry stands in the log. */
  markOf: (entry: TrackingEntry) => ReactNode;
  /** "Is this true?" */
  proof: ReactNode;
}

/** The page, in the order of its questions: where, when, who can I ask, what happened, is it true. */
export function TrackingView({ tracking, connection, asOf, alarm, informed, markOf, proof }: Props) {
  return (
    <div className="columns">
      <div className="now">
        <div className="hidden" role="status" aria-live="polite">
          {headlineOf(tracking)}
        </div>
        <div className="hidden" role="status" aria-live="polite">
          {sealedInShort(tracking)}
        </div>
        {alarm}
        <Hero tracking={tracking} connection={connection} asOf={asOf} />
        <Notes tracking={tracking} />
      </div>
      <div className="side">
        <Place tracking={tracking} />
        {informed}
      </div>
      <div className="rest">
        <section className="card" aria-label={t("What happened")}>
          <h2>{t("What happened")}</h2>
          <History tracking={tracking} markOf={markOf} />
          {isFinal(tracking.status) && (
            <p className="quiet">{t("Nothing more will follow: this order is closed.")}</p>
          )}
        </section>
        {proof}
        <p className="note">
          {t("Entries are only ever added, never changed. This page shows no personal data of the customer.")}
        </p>
      </div>
    </div>
  );
}
