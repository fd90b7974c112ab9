import { ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { Tracking } from "@/api/types";
import { CopyText } from "@/components/plain/CopyText";
import { t } from "@/lib/language/catalogue";
import { chainInFragment, inGroups } from "@/lib/orderChain";
import { DownloadProof } from "./DownloadProof";

/** How a check stands, as far as the page has to know before anybody asked for one. */
export interface Checking {
  /** What is being done right now, in words; null while nothing is. */
  doing: string | null;
  /** Why there is no answer, in words. */
  trouble: string | null;
  /** What was found, in words for a screen reader. */
  told: string | null;
  hasResult: boolean;
  /** How many entries came after the result. */
  fresh: number;
  /** What stands where there is no result: what can be checked, or why it could not be. */
  invitation: string;
}

export const UNCHECKED = (): Checking => ({
  doing: null,
  trouble: null,
  told: null,
  hasResult: false,
  fresh: 0,
  invitation: t(
    "You need not believe us. Your browser can check this record by itself, against the public log.",
  ),
});

interface Props {
  uid: string;
  tracking: Tracking;
  checking: Checking;
  /** What a check found, point by point. */
  result: ReactNode;
  onVerify: () => void;
}

/** "Is this true?": one press, and the browser itself checks the record against the public log. */
export function ProofPanel({ uid, tracking, checking, result, onVerify }: Props) {
  const { doing, trouble, told, hasResult, fresh, invitation } = checking;
  if (!tracking.ledger) {
    return (
      <section className="card" aria-label={t("Is this true?")}>
        <h2>{t("Is this true?")}</h2>
        <p>
          {t(
            "What tied this order to the public log was erased with its personal data, so nothing can be proven about it any more.",
          )}
        </p>
      </section>
    );
  }
  const isMain = !hasResult || fresh > 0;
  return (
    <section className="card" aria-label={t("Is this true?")}>
      <h2>{t("Is this true?")}</h2>
      <div className="proof">
        {!hasResult && <p>{invitation}</p>}
        {result}
        <div role="status">
          {doing && (
            <>
              <p className="quiet">{doing}</p>
              <div className="busy" role="progressbar" aria-label={t("Checking")} />
            </>
          )}
          {!doing && told && <span className="hidden">{told}</span>}
          {!doing && fresh > 0 && (
            <strong>
              {fresh === 1 ? t("1 new entry since") : t("{fresh} new entries since", { fresh })}
            </strong>
          )}
        </div>
        {trouble && !doing && (
          <p className="warning" role="alert">
            {trouble}
          </p>
        )}
        <div className="proof-actions">
          <button
            type="button"
            className={`button ${isMain ? "button-main" : ""} ${hasResult ? "" : "button-large"}`}
            aria-disabled={doing !== null} // a disabled button would let the keyboard's focus go
            onClick={() => doing || onVerify()}
          >
            <ShieldCheck size={20} aria-hidden="true" />
            {hasResult ? t("Verify again") : t("Verify")}
          </button>
          <DownloadProof uid={uid} reference={tracking.reference} />
          <span className="links">
            <a href="/ledger#tools">{t("Check it with other tools")}</a>
          </span>
        </div>
        <Chain chainId={tracking.ledger.chain_id} />
      </div>
    </section>
  );
}

/** The number that ties confirmation, mail and log together. */
function Chain({ chainId }: { chainId: string }) {
  return (
    <div className="box">
      <h3>{t("Order’s chain")}</h3>
      <p className="quiet">
        {t(
          "Compare it with the one in the confirmation mail: an order has only one, and a second one would mean that two histories are kept.",
        )}
      </p>
      <CopyText text={chainId} what={t("the order's chain")}>
        <code className="groups">
          {inGroups(chainId).map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the groups of one number never move
            <span key={index}>{group}</span>
          ))}
        </code>
      </CopyText>
      {chainInFragment(location.hash) === null && (
        <p>
          <strong>
            {t("The link that you followed carries a chain that cannot be read, so it was not compared.")}
          </strong>
        </p>
      )}
    </div>
  );
}
