/** Pages that Django draws by itself, so that they can be read without scripts: links to them leave the web app. */
export const LEGAL: readonly (readonly [title: string, path: string])[] = [
  ["Terms", "/legal/terms"],
  ["Privacy", "/legal/privacy"],
  ["Cookies", "/legal/cookies"],
  ["Reviews policy", "/legal/reviews"],
  ["Accessibility", "/legal/accessibility"],
];
