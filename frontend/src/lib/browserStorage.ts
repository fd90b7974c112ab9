/** `localStorage` where the reader's browser allows it. Some private windows do not: then nothing is kept, and nothing breaks. */
export const browserStorage = {
  getItem(name: string): string | null {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  },
  setItem(name: string, value: string): void {
    try {
      localStorage.setItem(name, value);
    } catch {
      // refused or full
    }
  },
  removeItem(name: string): void {
    try {
      localStorage.removeItem(name);
    } catch {
      // refused
    }
  },
  /** The names that begin like this, sorted. */
  namesOf(start: string): string[] {
    try {
      return Object.keys(localStorage)
        .filter((name) => name.startsWith(start))
        .sort();
    } catch {
      return [];
    }
  },
};
