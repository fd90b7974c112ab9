import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import CircularProgress from "@mui/material/CircularProgress";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { ImagePlus, X } from "lucide-react";
import { type ChangeEvent, useRef } from "react";
import { FormAlert } from "@/components/FormAlert";
import { Picture } from "@/components/Picture";
import { t } from "@/lib/language/catalogue";
import { photoFiles } from "./photoFiles";
import { MAX_PHOTOS } from "./reviewForm";
import { PHOTO_TYPES, type usePhotoUploads } from "./usePhotoUploads";

/** Up to six photos, each of which can be taken away again. */
export function PhotoField({ photos, left, failure, add, remove }: ReturnType<typeof usePhotoUploads>) {
  const input = useRef<HTMLInputElement>(null);
  const choose = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    void add([...(target.files ?? [])]);
    target.value = ""; // the same file can be chosen again
  };
  const room = MAX_PHOTOS - photos.length;
  return (
    <Box role="group" aria-label={t("Photos")} sx={{ display: "grid", gap: 1 }}>
      <Box component="ul" sx={{ listStyle: "none", p: 0, m: 0, display: "flex", gap: 1, flexWrap: "wrap" }}>
        {photos.map((photo, index) => (
          <Box component="li" key={photo.uid} sx={{ position: "relative" }}>
            <Picture
              src={photo.urls.small}
              {...photoFiles(photo)}
              sizes="96px"
              alt={t("Your photo {index}", { index: index + 1 })}
              sx={{ width: 96, height: 96, objectFit: "cover", borderRadius: 2, display: "block" }}
            />
            <IconButton
              aria-label={t("Remove photo {index}", { index: index + 1 })}
              onClick={() => remove(photo)}
              sx={{
                position: "absolute",
                top: 0,
                right: 0,
                color: "common.white",
                bgcolor: "rgb(0 0 0 / 60%)",
                "&:hover, &:focus-visible": { bgcolor: "rgb(0 0 0 / 85%)" },
              }}
            >
              <X size={18} />
            </IconButton>
          </Box>
        ))}
      </Box>
      <FormAlert message={failure} />
      <Box sx={{ display: "flex", gap: 1.5, alignItems: "center", flexWrap: "wrap" }}>
        <Button
          variant="outlined"
          startIcon={<ImagePlus size={18} />}
          disabled={left > 0 || room <= 0}
          onClick={() => input.current?.click()}
        >
          {t("Add photos")}
        </Button>
        <Typography variant="body2" role="status" sx={{ color: "text.secondary", display: "flex", gap: 1 }}>
          {left > 0 && <CircularProgress size={18} aria-hidden />}
          {left > 0
            ? t("Uploading, {left} to go", { left })
            : room <= 0
              ? t("Six photos at most.")
              : t("Where a photo was taken is not kept.")}
        </Typography>
      </Box>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={t("Photos to add")}
        accept={PHOTO_TYPES.join(",")}
        onChange={choose}
      />
    </Box>
  );
}
