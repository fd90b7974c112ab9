import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { MadeWebhookEndpoint, WebhookEndpoint } from "@/api/types";
import { ConfirmDialog } from "@/components/ConfirmDialog";

export type Asked = "rotate" | "off" | "remove";

const QUESTIONS: Record<Asked, { title: string; hint: string; confirm: string; keep: string; done: string }> =
  {
    rotate: {
      title: "Make a new secret?",
      hint: "It is shown once. For 24 hours we sign with the one before too, so that your program can change over without a gap.",
      confirm: "Make a new secret",
      keep: "Keep the old one",
      done: "",
    },
    off: {
      title: "Turn this webhook off?",
      hint: "Nothing is sent while it is off, and what waits is given up. What was given up can be sent again later; what happens in between is not kept for it.",
      confirm: "Turn off",
      keep: "Keep it on",
      done: "Turned off.",
    },
    remove: {
      title: "Remove this webhook?",
      hint: "Its secret and the log of what was sent go with it. This cannot be taken back.",
      confirm: "Remove",
      keep: "Keep it",
      done: "Removed.",
    },
  };

interface Props {
  slug: string;
  endpoint: WebhookEndpoint;
  asked: Asked;
  onMade: (made: MadeWebhookEndpoint) => void;
  onNote: (note: string) => void;
  onClose: () => void;
}

/** Asks once more, and does it. */
export function EndpointConfirm({ slug, endpoint, asked, onMade, onNote, onClose }: Props) {
  const queryClient = useQueryClient();
  const { title, hint, confirm, keep, done } = QUESTIONS[asked];
  const act = useMutation({
    mutationFn: async (): Promise<MadeWebhookEndpoint | undefined> => {
      const params = { path: { id: endpoint.id } };
      if (asked === "rotate") return dataOf(api.POST("/api/v1/webhook-endpoints/{id}/rotate/", { params }));
      if (asked === "remove") await dataOf(api.DELETE("/api/v1/webhook-endpoints/{id}/", { params }));
      else
        await dataOf(api.PATCH("/api/v1/webhook-endpoints/{id}/", { params, body: { is_enabled: false } }));
      return undefined;
    },
    onSuccess: (made) => {
      if (made) onMade(made);
      else onNote(done);
      onClose();
      return queryClient.invalidateQueries({ queryKey: ["webhooks", slug] });
    },
  });
  return (
    <ConfirmDialog
      title={title}
      hint={hint}
      confirm={confirm}
      keep={keep}
      pending={act.isPending}
      failure={act.error && asProblem(act.error).message}
      onConfirm={() => act.mutate()}
      onClose={onClose}
    />
  );
}
