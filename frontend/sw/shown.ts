export interface Shown {
  title: string;
  options: { body: string; tag?: string; data: string; icon: string };
}

const ICON = "/static/favicon.svg";

/** What is shown of a pushed message. A browser wants something shown for each: what cannot be read is shown as news in general. */
export function shownOf(text: string): Shown {
  const told = parse(text);
  const tag = words(told.tag);
  return {
    title: words(told.title) || "TrustTrack has news for you",
    options: {
      body: words(told.body),
      data: words(told.url) || "/notifications",
      icon: ICON,
      ...(tag ? { tag } : {}), // the same again takes the place of the first
    },
  };
}

function parse(text: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(text);
    return found && typeof found === "object" ? (found as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const words = (value: unknown): string => (typeof value === "string" ? value : "");
