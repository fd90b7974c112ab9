interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL: (url: string) => string };
}

const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;

const here = import.meta.url;

const ownFile = (url: string): string => {
  if (new URL(url, here).origin !== new URL(here).origin) throw new TypeError("A worker of another origin");
  return url;
};

// The page forbids that text becomes code (Trusted Types); the one exception is the address of our own worker.
const policy = policies?.createPolicy("trusttrack-worker", { createScriptURL: ownFile });

/** What `new Worker()` takes where Trusted Types are enforced, and everywhere else. */
export const workerAddress = (url: string): string => policy?.createScriptURL(url) ?? ownFile(url);
