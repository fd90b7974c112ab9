import type { ReviewPhoto } from "@/api/types";
import type { PictureFile } from "@/components/Picture";

/** The longest side of each size, in pixels. */
const SIDES = { small: 320, medium: 800, large: 1600 };

/** What a picture needs of a photo: its files with the width that each has. */
export function photoFiles({ urls, avif, width, height }: ReviewPhoto) {
  const longest = Math.max(width, height);
  const widthOf = (size: keyof typeof SIDES): number =>
    Math.round((width * Math.min(SIDES[size], longest)) / longest);
  const files = (of: ReviewPhoto["urls"]): PictureFile[] =>
    (["small", "medium", "large"] as const).map((size) => ({ width: widthOf(size), url: of[size] }));
  return { webp: files(urls), avif: avif ? files(avif) : undefined, width, height };
}
