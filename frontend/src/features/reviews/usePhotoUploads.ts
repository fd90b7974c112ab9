import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { ReviewPhoto } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import { MAX_PHOTOS } from "./reviewForm";

export const PHOTO_TYPES = ["image/jpeg", "image/png", "image/webp"];
const MAX_BYTES = 10 * 1024 * 1024;

/** Why a file cannot be sent, before it is; the server looks at the picture itself. */
export function whyNotPhoto({ type, size }: Pick<File, "type" | "size">): string | null {
  if (!PHOTO_TYPES.includes(type)) return t("Choose JPEG, PNG or WebP pictures.");
  return size > MAX_BYTES ? t("A picture is larger than 10 MB.") : null;
}

/** The photos of a review that is being written: uploaded one after the other, and taken away again. */
export function usePhotoUploads(start: ReviewPhoto[], published: ReadonlySet<string>) {
  const [photos, setPhotos] = useState(start);
  const [left, setLeft] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const upload = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append("photo", file);
      return dataOf(
        // OpenAPI writes a file as a string; what is sent is the form
        api.POST("/api/v1/reviews/photos/", { body: { photo: file.name }, bodySerializer: () => form }),
      );
    },
  });
  const add = async (files: File[]): Promise<void> => {
    const taken = files.slice(0, MAX_PHOTOS - photos.length);
    const why = taken.map(whyNotPhoto).find(Boolean);
    setFailure(why ?? null);
    if (why) return;
    try {
      for (const [index, file] of taken.entries()) {
        setLeft(taken.length - index);
        const photo = await upload.mutateAsync(file);
        setPhotos((known) => [...known, photo]);
      }
    } catch (error) {
      setFailure(asProblem(error).message);
    }
    setLeft(0);
  };
  const remove = (photo: ReviewPhoto): void => {
    setPhotos((known) => known.filter(({ uid }) => uid !== photo.uid));
    // one that is published goes with the new version; an upload that came to no review goes now
    if (published.has(photo.uid)) return;
    api
      .DELETE("/api/v1/reviews/photos/{uid}/", { params: { path: { uid: photo.uid } } })
      .catch((error: unknown) => setFailure(asProblem(error).message));
  };
  return { photos, left, failure, add, remove };
}
