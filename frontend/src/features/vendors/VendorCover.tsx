import Box from "@mui/material/Box";
import type { SxProps } from "@mui/material/styles";
import { coverArt } from "./coverArt";

interface Props {
  slug: string;
  category: string;
  url: string | null;
  sx?: SxProps;
  iconSize?: number;
}

/** The vendor's picture, or art drawn from its slug and category. Decoration: the name stands beside it. */
export function VendorCover({ slug, category, url, sx, iconSize = 72 }: Props) {
  if (url) {
    return (
      <Box
        component="img"
        src={url}
        alt=""
        loading="lazy"
        sx={{ display: "block", width: 1, objectFit: "cover", ...sx }}
      />
    );
  }
  const { from, to, angle, x, y, icon: Icon } = coverArt(slug, category);
  return (
    <Box
      aria-hidden
      sx={{
        position: "relative",
        overflow: "hidden",
        color: "#fff",
        background: [
          `radial-gradient(circle at ${x}% ${y}%, rgb(255 255 255 / 22%) 0, transparent 42%)`,
          `radial-gradient(circle at ${100 - x}% 110%, rgb(227 173 77 / 38%) 0, transparent 55%)`,
          `linear-gradient(${angle}deg, ${from}, ${to})`,
        ].join(", "),
        ...sx,
      }}
    >
      <Icon
        size={iconSize * 2.6}
        strokeWidth={0.6}
        style={{
          position: "absolute",
          right: -iconSize * 0.35,
          bottom: -iconSize * 0.7,
          opacity: 0.32,
          transform: "rotate(-10deg)",
        }}
      />
      <Icon
        size={iconSize}
        strokeWidth={1.4}
        style={{
          position: "absolute",
          left: "50%",
          top: "50%",
          transform: "translate(-50%, -50%)",
          opacity: 0.95,
        }}
      />
    </Box>
  );
}
