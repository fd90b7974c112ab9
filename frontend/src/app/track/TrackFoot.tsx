import { LanguageSelect } from "@/components/plain/LanguageSelect";
import { t } from "@/lib/language/catalogue";
import { chooseLanguage } from "@/lib/language/start";
import { LEGAL } from "@/lib/legal";

export function TrackFoot() {
  return (
    <footer className="foot">
      <div className="foot-in">
        <span>{t("TrustTrack by ReachHub. Local commerce that nobody has to take on trust.")}</span>
        <nav aria-label={t("Footer")}>
          <a href="/ledger">{t("The log")}</a>
          <a href="/transparency">{t("Moderation")}</a>
          <a href="/verify">{t("Verify a proof")}</a>
          {LEGAL().map(([title, path]) => (
            <a key={path} href={path}>
              {title}
            </a>
          ))}
          <LanguageSelect onChoose={chooseLanguage} />
        </nav>
      </div>
    </footer>
  );
}
