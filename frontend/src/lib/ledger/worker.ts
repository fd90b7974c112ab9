import type { Answer, Order } from "./client";
import { verifyBundle } from "./verify";

/** Verifies off the main thread, one answer for each order. */
self.addEventListener("message", async ({ data }: MessageEvent<Order>) => {
  const { id, bundle, policy, options } = data;
  const answer: Answer = await verifyBundle(bundle, policy, options).then(
    (report) => ({ id, report }),
    (error: unknown) => ({ id, error: String(error) }),
  );
  self.postMessage(answer);
});
