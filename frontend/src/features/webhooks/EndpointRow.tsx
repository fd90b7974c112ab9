import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import type { MadeWebhookEndpoint, WebhookEndpoint } from "@/api/types";
import { AppLink } from "@/components/AppLink";
import { Moment } from "@/components/Moment";
import { Tag } from "@/components/Tag";
import { useNow } from "@/lib/useNow";
import { EndpointActions } from "./EndpointActions";
import { type Asked, EndpointConfirm } from "./EndpointConfirm";
import { endpointState, typesInShort } from "./words";

interface Props {
  slug: string;
  endpoint: WebhookEndpoint;
  onEdit: () => void;
  onMade: (made: MadeWebhookEndpoint) => void;
  onNote: (note: string) => void;
}

export function EndpointRow({ slug, endpoint, onEdit, onMade, onNote }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { tone, word, sentence } = endpointState(endpoint, useNow());
  return (
    <Box
      component="li"
      aria-label={endpoint.url}
      sx={{ py: 2, "& + &": { borderTop: 1, borderColor: "divider" } }}
    >
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
        <Typography sx={{ fontWeight: 650, minWidth: 0, overflowWrap: "anywhere" }}>
          {endpoint.url}
        </Typography>
        <Tag tone={tone}>{word}</Tag>
      </Box>
      <Typography variant="body2" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
        {[endpoint.description, typesInShort(endpoint.event_types)].filter(Boolean).join(" · ")}
      </Typography>
      {sentence && (
        <Typography variant="body2" sx={{ mt: 0.5 }}>
          {sentence}
        </Typography>
      )}
      <Typography variant="body2" sx={{ mt: 0.5, color: "text.secondary" }}>
        {endpoint.last_success_at ? (
          <>
            Last taken <Moment iso={endpoint.last_success_at} />.{" "}
          </>
        ) : (
          "Nothing taken yet. "
        )}
        <AppLink to={`/dashboard/${slug}/webhooks/${endpoint.id}`}>What was sent</AppLink>
      </Typography>
      <EndpointActions slug={slug} endpoint={endpoint} onEdit={onEdit} onAsk={setAsked} onNote={onNote} />
      {asked && (
        <EndpointConfirm
          slug={slug}
          endpoint={endpoint}
          asked={asked}
          onMade={onMade}
          onNote={onNote}
          onClose={() => setAsked(null)}
        />
      )}
    </Box>
  );
}
