// zod would build its validators with `new Function`, which the page's policy refuses. It looks here before its first schema.
(globalThis as { __zod_globalConfig?: { jitless: boolean } }).__zod_globalConfig = { jitless: true };

export {};
