export const COVER_TYPES = ["image/jpeg", "image/png", "image/webp"];
const MAX_BYTES = 10 * 1024 * 1024;

/** Why a file cannot become the cover, before it is sent; the server looks at the picture itself. */
export function whyNotCover({ type, size }: Pick<File, "type" | "size">): string | null {
  if (!COVER_TYPES.includes(type)) return "Choose a JPEG, PNG or WebP picture.";
  if (size > MAX_BYTES) return "The picture is larger than 10 MB.";
  return null;
}
