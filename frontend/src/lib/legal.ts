import { t } from "./language/catalogue";

/** Pages that Django draws by itself, so that they can be read without scripts: links to them leave the web app. */
export const LEGAL = (): readonly (readonly [title: string, path: string])[] => [
  [t("Terms"), "/legal/terms"],
  [t("Privacy"), "/legal/privacy"],
  [t("Cookies"), "/legal/cookies"],
  [t("Reviews policy"), "/legal/reviews"],
  [t("Accessibility"), "/legal/accessibility"],
];
