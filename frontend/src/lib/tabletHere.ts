import { browserStorage } from "./browserStorage";

const NAME = "tt-tablet";

/** The business whose shared tablet this device was when it last asked, for pages that do not ask; null where it was none. */
export const tabletHere = (): string | null => browserStorage.getItem(NAME);

export function noteTabletHere(vendorName: string | null): void {
  if (vendorName === null) browserStorage.removeItem(NAME);
  else browserStorage.setItem(NAME, vendorName);
}
