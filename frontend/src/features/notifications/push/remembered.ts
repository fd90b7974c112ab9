import { browserStorage } from "@/lib/browserStorage";

const NAME = "trusttrack.push";

/** Which of the account's browsers this one is. */
export interface Remembered {
  id: number;
  endpoint: string;
  /** Whose it was, not to be read back: whoever signs in next is told apart from them. */
  account: string;
}

export function remembered(): Remembered | null {
  try {
    const found: unknown = JSON.parse(browserStorage.getItem(NAME) ?? "null");
    return found && typeof found === "object" && "id" in found && "endpoint" in found
      ? {
          id: Number(found.id),
          endpoint: String(found.endpoint),
          account: "account" in found ? String(found.account) : "",
        }
      : null;
  } catch {
    return null;
  }
}

export const remember = (browser: Remembered | null): void =>
  browserStorage.setItem(NAME, JSON.stringify(browser));

/** A name for an account that says nothing of it. */
export async function accountOf(email: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(email));
  return [...new Uint8Array(digest.slice(0, 8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
