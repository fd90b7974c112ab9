import { Moon, Sun } from "lucide-react";
import { chooseScheme, useScheme } from "@/lib/colorScheme";
import { t } from "@/lib/language/catalogue";

/** The site's header in its smallest form: who we are, one's own orders, light or dark. */
export function TrackMasthead() {
  return (
    <header className="masthead">
      <div className="masthead-in">
        <a className="logo" href="/" aria-label={t("TrustTrack, start")}>
          <svg width="32" height="32" viewBox="0 0 64 64" aria-hidden="true">
            <rect width="64" height="64" rx="18" fill="#27AE60" />
            <path
              d="M18 33.5 28 43l19-21"
              fill="none"
              stroke="#fff"
              strokeWidth="7"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
            <circle cx="47" cy="22" r="5.5" fill="#E3AD4D" />
          </svg>
          <span className="logo-name">TrustTrack</span>
        </a>
        <nav className="masthead-links" aria-label={t("Main")}>
          <a href="/orders">{t("My orders")}</a>
        </nav>
        <SchemeButton />
      </div>
    </header>
  );
}

function SchemeButton() {
  const isDark = useScheme() === "dark";
  const label = isDark ? t("Switch to light colours") : t("Switch to dark colours");
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      onClick={() => chooseScheme(isDark ? "light" : "dark")}
    >
      {isDark ? <Sun size={20} aria-hidden="true" /> : <Moon size={20} aria-hidden="true" />}
    </button>
  );
}
