import Box from "@mui/material/Box";
import type { SxProps } from "@mui/material/styles";
import { lazy, Suspense, useId } from "react";
import type { VendorSummary } from "@/api/types";
import { Picture } from "@/components/Picture";
import type { Sign } from "./CoverSign";
import { coverArt } from "./coverArt";

const CoverSign = lazy(async () => ({ default: (await import("./CoverSign")).CoverSign }));

interface Props {
  slug: string;
  category: string;
  url: string | null;
  /** Its files in several widths, where there are. */
  cover?: VendorSummary["cover"];
  /** How wide it is shown, as CSS says it. */
  sizes?: string;
  /** For the one that is seen first. */
  eager?: boolean;
  sx?: SxProps;
  iconSize?: number;
}

/** The vendor's picture, or art drawn from its slug and category. Decoration: the name stands beside it. */
export function VendorCover({
  slug,
  category,
  url,
  cover,
  sizes = "100vw",
  eager,
  sx,
  iconSize = 72,
}: Props) {
  if (url) {
    return (
      <Picture
        src={url}
        {...cover}
        sizes={sizes}
        alt=""
        loading={eager ? "eager" : "lazy"}
        sx={{ display: "block", width: 1, objectFit: "cover", ...sx }}
      />
    );
  }
  const { from, to, angle, x, sign } = coverArt(slug, category);
  return (
    <Box
      aria-hidden
      sx={{
        position: "relative",
        overflow: "hidden",
        display: "grid",
        placeItems: "center",
        color: "#fff",
        background: [
          `radial-gradient(70% 120% at ${x}% -10%, rgb(255 255 255 / 30%), transparent 60%)`,
          `linear-gradient(${angle}deg, ${from}, ${to})`,
        ].join(", "),
        ...sx,
      }}
    >
      <Suspense>
        <Wrapping sign={sign} />
      </Suspense>
      <Box
        sx={{
          position: "relative",
          width: iconSize * 1.75,
          height: iconSize * 1.75,
          display: "grid",
          placeItems: "center",
          borderRadius: "50%",
          bgcolor: "rgb(255 255 255 / 18%)",
          border: "1px solid rgb(255 255 255 / 35%)",
          backdropFilter: "blur(3px)",
        }}
      >
        <Suspense>
          <CoverSign sign={sign} size={iconSize} strokeWidth={1.5} />
        </Suspense>
      </Box>
    </Box>
  );
}

/** The category's sign over and over, like the paper a shop wraps its goods in. */
function Wrapping({ sign }: { sign: Sign }) {
  const id = useId();
  return (
    <Box component="svg" sx={{ position: "absolute", inset: 0, width: 1, height: 1, opacity: 0.2 }}>
      <defs>
        <pattern id={id} width="92" height="92" patternUnits="userSpaceOnUse" patternTransform="rotate(-16)">
          <CoverSign sign={sign} x={8} y={8} size={26} strokeWidth={1.4} />
          <CoverSign sign={sign} x={54} y={54} size={26} strokeWidth={1.4} />
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </Box>
  );
}
