import { browserStorage } from "@/lib/browserStorage";

const NAME = "trusttrack.push";

/** Which of the account's browsers this one is. */
export interface Remembered {
  id: number;
  endpoint: string;
}

export function remembered(): Remembered | null {
  try {
    const found: unknown = JSON.parse(browserStorage.getItem(NAME) ?? "null");
    return found && typeof found === "object" && "id" in found && "endpoint" in found
      ? { id: Number(found.id), endpoint: String(found.endpoint) }
      : null;
  } catch {
    return null;
  }
}

export const remember = (browser: Remembered | null): void =>
  browserStorage.setItem(NAME, JSON.stringify(browser));
