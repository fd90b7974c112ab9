import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import type { WebhookDelivery } from "@/api/types";
import { Moment } from "@/components/Moment";
import { Tag } from "@/components/Tag";
import { deliveryState, lastAnswer } from "./words";

interface Props {
  delivery: WebhookDelivery;
  onShow: () => void;
}

export function DeliveryRow({ delivery, onShow }: Props) {
  const { event_type, position, planned_at, tries, due_at } = delivery;
  const { tone, word } = deliveryState(delivery);
  const name = `${event_type}, number ${position}`;
  return (
    <Box
      component="li"
      aria-label={name}
      sx={{
        display: "flex",
        flexWrap: "wrap",
        gap: 1,
        alignItems: "center",
        py: 1.5,
        "& + &": { borderTop: 1, borderColor: "divider" },
      }}
    >
      <Box sx={{ flex: "1 1 220px", minWidth: 0, overflowWrap: "anywhere" }}>
        <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
          <Typography sx={{ fontFamily: "monospace", fontSize: "0.9375rem", fontWeight: 650 }}>
            {event_type}
          </Typography>
          <Tag tone={tone}>{word}</Tag>
        </Box>
        <Typography variant="body2" component="div" sx={{ color: "text.secondary" }}>
          Number {position} · <Moment iso={planned_at} /> · {lastAnswer(delivery)}
          {tries > 1 && ` · ${tries} tries`}
          {tries > 0 && due_at && (
            <>
              {" · next "}
              <Moment iso={due_at} />
            </>
          )}
        </Typography>
      </Box>
      <Button aria-label={`Look at ${name}`} onClick={onShow}>
        Look
      </Button>
    </Box>
  );
}
