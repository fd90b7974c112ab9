import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import { useState } from "react";
import type { ReviewPhoto } from "@/api/types";
import { Picture } from "@/components/Picture";
import { t } from "@/lib/language/catalogue";
import { Lightbox } from "./Lightbox";
import { photoFiles } from "./photoFiles";

interface Props {
  photos: ReviewPhoto[];
  author: string;
}

/** Thumbnails that open the photo large. */
export function ReviewPhotos({ photos, author }: Props) {
  const [open, setOpen] = useState<number | null>(null);
  if (photos.length === 0) return null;
  return (
    <Box
      component="ul"
      aria-label={t("Photos by {author}", { author })}
      sx={{ listStyle: "none", p: 0, m: 0, mt: 1.5, display: "flex", gap: 1, flexWrap: "wrap" }}
    >
      {photos.map((photo, index) => (
        <li key={photo.uid}>
          <ButtonBase
            aria-label={t("Open photo {index} of {count} by {author}", {
              index: index + 1,
              count: photos.length,
              author,
            })}
            onClick={() => setOpen(index)}
            sx={{ borderRadius: 2, overflow: "hidden", bgcolor: "neutralSoft.main" }}
          >
            <Picture
              src={photo.urls.small}
              {...photoFiles(photo)}
              sizes="88px"
              alt=""
              loading="lazy"
              sx={{ width: 88, height: 88, objectFit: "cover", display: "block" }}
            />
          </ButtonBase>
        </li>
      ))}
      {open !== null && (
        <Lightbox
          photos={photos}
          author={author}
          index={open}
          onIndex={setOpen}
          onClose={() => setOpen(null)}
        />
      )}
    </Box>
  );
}
