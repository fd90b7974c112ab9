import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { clockTime } from "@/lib/time";
import { vendorQuery } from "../queries";

const MINUTE = 60_000;
export const PAUSES = [15, 30, 60, 120] as const;

/** The moment to the full minute, so that "until 14:30" is what was meant. */
export const inMinutes = (minutes: number, now: number = Date.now()): string =>
  new Date(Math.ceil((now + minutes * MINUTE) / MINUTE) * MINUTE).toISOString();

/** "No new orders until 14:30": as long as it holds, also on a screen that nobody has renewed. */
export function pauseWords(
  { is_paused, paused_until }: { is_paused: boolean; paused_until: string | null },
  now: number,
): string | null {
  if (!is_paused || (paused_until && Date.parse(paused_until) <= now)) return null;
  return paused_until
    ? `No new orders until ${clockTime(paused_until, now)}`
    : "No new orders until you resume";
}

/** Takes no new orders until then (null: until resumed), or takes them again. */
export function usePause(slug: string) {
  const queryClient = useQueryClient();
  const params = { path: { slug } };
  return useMutation({
    mutationFn: (wanted: { until: string | null } | "resume") =>
      dataOf(
        wanted === "resume"
          ? api.DELETE("/api/v1/vendors/{slug}/pause/", { params })
          : api.PUT("/api/v1/vendors/{slug}/pause/", { params, body: wanted }),
      ),
    onSuccess: ({ is_paused, paused_until }) => {
      queryClient.setQueryData(
        vendorQuery(slug).queryKey,
        (vendor) => vendor && { ...vendor, is_paused, paused_until },
      );
      void queryClient.invalidateQueries({ queryKey: vendorQuery(slug).queryKey });
    },
  });
}
