import { language, t } from "@/lib/language/catalogue";
import { isLanguage, LANGUAGES, type Language } from "@/lib/language/languages";

interface Props {
  onChoose: (language: Language) => void;
}

/** The languages of the pages, each by its own name; without the component library, for both web apps. */
export function LanguageSelect({ onChoose }: Props) {
  return (
    <select
      aria-label={t("Language of the pages")}
      className="language"
      value={language()}
      onChange={({ target }) => isLanguage(target.value) && onChoose(target.value)}
      style={{
        minHeight: 44,
        border: 0,
        background: "none",
        color: "inherit",
        font: "inherit",
        cursor: "pointer",
      }}
    >
      {Object.entries(LANGUAGES).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
