import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { LocateFixed } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { t } from "@/lib/language/catalogue";
import { canDrawMaps, mapStyleQuery } from "./mapStyle";
import { PlaceFields } from "./PlaceFields";
import { type Place, rounded } from "./places";

const PickerMap = lazy(() => import("./PickerMap"));
const HEIGHT = 320;
const LONDON: Place = { latitude: 51.5072, longitude: -0.1276 };

interface Props {
  label?: string;
  value: Place | null;
  onChange: (place: Place | null) => void;
  /** Where the map looks while no place is chosen. */
  around?: Place;
  /** What is wrong with the choice, said below it. */
  problem?: string | undefined;
}

/** One place: by a pin on the map, by the device's position, or in numbers. Works without a map too. */
export function PlacePicker({
  label = t("Place on the map"),
  value,
  onChange,
  around = LONDON,
  problem,
}: Props) {
  const { data, isPending } = useQuery(mapStyleQuery());
  const [hasFailed, setHasFailed] = useState(() => !canDrawMaps());
  const styleUrl = hasFailed ? null : data?.style_url;
  return (
    <Box role="group" aria-label={label} sx={{ display: "grid", gap: 2 }}>
      {isPending && !hasFailed && <Skeleton variant="rounded" height={HEIGHT} />}
      {styleUrl && (
        <Box sx={{ height: HEIGHT, borderRadius: 3, border: 1, borderColor: "divider", overflow: "hidden" }}>
          <Suspense fallback={<Skeleton variant="rounded" height={HEIGHT} />}>
            <PickerMap
              label={label}
              styleUrl={styleUrl}
              attribution={data?.attribution ?? ""}
              value={value}
              around={around}
              onChange={onChange}
              onFailure={() => setHasFailed(true)}
            />
          </Suspense>
        </Box>
      )}
      <UseMyPosition onFound={onChange} />
      <PlaceFields value={value} onChange={onChange} isWrong={Boolean(problem)} />
      {problem && (
        <Typography variant="body2" role="alert" sx={{ color: "error.main" }}>
          {problem}
        </Typography>
      )}
    </Box>
  );
}

function UseMyPosition({ onFound }: { onFound: (place: Place) => void }) {
  const [state, setState] = useState<"idle" | "asking" | "refused">("idle");
  const ask = (): void => {
    setState("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState("idle");
        onFound(rounded(coords));
      },
      () => setState("refused"),
      { timeout: 10_000, enableHighAccuracy: true },
    );
  };
  return (
    <Box sx={{ display: "grid", gap: 1, justifyItems: "start" }}>
      <Button startIcon={<LocateFixed size={18} aria-hidden />} onClick={ask} loading={state === "asking"}>
        {t("I am there now")}
      </Button>
      {state === "refused" && (
        <Alert severity="info" role="status">
          {t("Your browser did not share your position. Give the place in numbers instead.")}
        </Alert>
      )}
    </Box>
  );
}
