import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FoundPlace } from "@/api/types";
import { FormDialog } from "@/components/FormDialog";
import { t } from "@/lib/language/catalogue";
import { placesQuery } from "./queries";

interface Props {
  isRefused: boolean;
  onPick: (place: FoundPlace) => void;
  onClose: () => void;
}

/** A city or postcode to search near, for who does not share a position. */
export default function PlaceDialog({ isRefused, onPick, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const { data: places, isFetching } = useQuery(placesQuery(typed));
  return (
    <FormDialog title={t("Near which place?")} onClose={onClose}>
      {isRefused && (
        <Alert severity="info">{t("Your browser did not share your position. Name a place instead.")}</Alert>
      )}
      <TextField
        autoFocus
        fullWidth
        sx={{ mt: 1 }}
        label={t("City or postcode")}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          const first = places?.[0];
          if (event.key === "Enter" && first) onPick(first);
        }}
        slotProps={{ htmlInput: { autoComplete: "off", maxLength: 100 } }}
      />
      <Box role="status" sx={{ color: "text.secondary" }}>
        {places?.length === 0 && !isFetching && t("No business is there, as far as we know.")}
      </Box>
      <Box component="ul" aria-label={t("Places")} sx={{ m: 0, p: 0, listStyle: "none" }}>
        {places?.map((place) => (
          <li key={`${place.name} ${place.latitude} ${place.longitude}`}>
            <Button
              fullWidth
              color="inherit"
              onClick={() => onPick(place)}
              sx={{ justifyContent: "start", textAlign: "left" }}
            >
              {[place.name, place.country].filter(Boolean).join(", ")}
            </Button>
          </li>
        ))}
      </Box>
    </FormDialog>
  );
}
