import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { ApiKey, MadeKey } from "@/api/types";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { relativeTime, shortDate } from "@/lib/time";
import { useNow } from "@/lib/useNow";
import { scopeWords, stateOf } from "./keyForm";
import { keysQuery } from "./queries";
import { RenewDialog } from "./RenewDialog";

interface Props {
  slug: string;
  apiKey: ApiKey;
  canChange: boolean;
  onMade: (made: MadeKey) => void;
}

export function KeyRow({ slug, apiKey, canChange, onMade }: Props) {
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<"renew" | "revoke" | null>(null);
  const now = useNow();
  const close = (): void => setAsking(null);
  const revoke = useMutation({
    mutationFn: () =>
      dataOf(
        api.DELETE("/api/v1/vendors/{slug}/api-keys/{id}/", { params: { path: { slug, id: apiKey.id } } }),
      ),
    onSuccess: () => {
      close();
      return queryClient.invalidateQueries({ queryKey: keysQuery(slug).queryKey });
    },
  });
  const { name } = apiKey;
  const state = stateOf(apiKey, now);
  return (
    <Box component="li" aria-label={name} sx={{ py: 2, "& + &": { borderTop: 1, borderColor: "divider" } }}>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "start" }}>
        <Box sx={{ flex: "1 1 220px", minWidth: 0, overflowWrap: "anywhere" }}>
          <Typography sx={{ fontWeight: 650 }}>{name}</Typography>
          <Typography variant="body2" sx={{ color: "text.secondary" }}>
            <code>tt_live_{apiKey.prefix}…</code> · made by {apiKey.created_by},{" "}
            {shortDate(apiKey.created_at)}
          </Typography>
        </Box>
        {canChange && (state === "live" || state === "orphaned") && (
          <Box sx={{ display: "flex", gap: 1 }}>
            {apiKey.is_own && state === "live" && (
              <Button aria-label={`Renew ${name}`} onClick={() => setAsking("renew")}>
                Renew
              </Button>
            )}
            <Button color="error" aria-label={`Revoke ${name}`} onClick={() => setAsking("revoke")}>
              Revoke
            </Button>
          </Box>
        )}
      </Box>
      <Typography variant="body2" sx={{ mt: 0.5 }}>
        {apiKey.scopes.map(scopeWords).join(" · ")}
      </Typography>
      <Typography variant="body2" sx={{ mt: 0.5, color: "text.secondary", overflowWrap: "anywhere" }}>
        {statusWords(apiKey, state, now)}
      </Typography>
      {asking === "renew" && (
        <RenewDialog
          slug={slug}
          apiKey={apiKey}
          onMade={(made) => {
            close();
            onMade(made);
          }}
          onClose={close}
        />
      )}
      {asking === "revoke" && (
        <ConfirmDialog
          title={`Revoke ${name}?`}
          hint="Whatever uses it is refused at once. This cannot be taken back."
          confirm="Revoke"
          pending={revoke.isPending}
          failure={revoke.error && asProblem(revoke.error).message}
          onConfirm={() => revoke.mutate()}
          onClose={close}
        />
      )}
    </Box>
  );
}

function statusWords(key: ApiKey, state: ReturnType<typeof stateOf>, now: number): string {
  if (key.revoked_at) return `Revoked ${shortDate(key.revoked_at)} by ${key.revoked_by ?? "TrustTrack"}.`;
  if (state === "orphaned")
    return `Stopped: ${key.created_by} left the team. Make a new one if it is needed.`;
  if (state === "expired" && key.expires_at) return `Ended ${shortDate(key.expires_at)}.`;
  const from = key.last_used_network && ` from ${key.last_used_network}`;
  const used = key.last_used_at
    ? `Last used ${relativeTime(key.last_used_at, now)}${from}.`
    : "Not used yet.";
  const old = key.previous_until && new Date(key.previous_until).getTime() > now;
  const until = key.expires_at ? `Works until ${shortDate(key.expires_at)}.` : "Works until it is revoked.";
  return [used, until, old ? `The old secret ends ${relativeTime(key.previous_until ?? "", now)}.` : ""]
    .filter(Boolean)
    .join(" ");
}
