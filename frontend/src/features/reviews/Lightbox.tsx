import Box from "@mui/material/Box";
import Dialog from "@mui/material/Dialog";
import IconButton from "@mui/material/IconButton";
import { ChevronLeft, ChevronRight, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import type { ReviewPhoto } from "@/api/types";
import { Picture } from "@/components/Picture";
import { t } from "@/lib/language/catalogue";
import { photoFiles } from "./photoFiles";

interface Props {
  photos: ReviewPhoto[];
  author: string;
  index: number;
  onIndex: (index: number) => void;
  onClose: () => void;
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };

/** One photo large, with its neighbours under the arrow keys; Escape closes it. */
export function Lightbox({ photos, author, index, onIndex, onClose }: Props) {
  const photo = photos[index];
  const go = (step: number): void => onIndex((index + step + photos.length) % photos.length);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step && photos.length > 1) go(step);
  };
  if (!photo) return null;
  return (
    <Dialog
      open
      onClose={onClose}
      onKeyDown={onKeyDown}
      maxWidth="lg"
      slotProps={{
        paper: {
          "aria-label": t("Photo {index} of {count} by {author}", {
            index: index + 1,
            count: photos.length,
            author,
          }),
        },
      }}
    >
      <Box sx={{ position: "relative", bgcolor: "common.black", display: "grid", placeItems: "center" }}>
        <Picture
          key={photo.uid}
          src={photo.urls.large}
          {...photoFiles(photo)}
          sizes="(max-width: 800px) 100vw, 1200px"
          alt={t("{index} of {count}, sent by {author}", { index: index + 1, count: photos.length, author })}
          sx={{ display: "block", maxWidth: 1, height: "auto", maxHeight: "80vh", objectFit: "contain" }}
        />
        <Round label={t("Close")} onClick={onClose} sx={{ top: 8, right: 8 }}>
          <X size={22} />
        </Round>
        {photos.length > 1 && (
          <>
            <Round label={t("Previous photo")} onClick={() => go(-1)} sx={{ left: 8, bottom: 8 }}>
              <ChevronLeft size={24} />
            </Round>
            <Round label={t("Next photo")} onClick={() => go(1)} sx={{ right: 8, bottom: 8 }}>
              <ChevronRight size={24} />
            </Round>
          </>
        )}
      </Box>
    </Dialog>
  );
}

interface RoundProps {
  label: string;
  onClick: () => void;
  sx: object;
  children: React.ReactNode;
}

function Round({ label, onClick, sx, children }: RoundProps) {
  return (
    <IconButton
      aria-label={label}
      onClick={onClick}
      sx={{
        position: "absolute",
        color: "common.white",
        bgcolor: "rgb(0 0 0 / 60%)",
        "&:hover, &:focus-visible": { bgcolor: "rgb(0 0 0 / 85%)" },
        ...sx,
      }}
    >
      {children}
    </IconButton>
  );
}
