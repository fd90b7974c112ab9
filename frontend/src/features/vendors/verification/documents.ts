const MAX_BYTES = 10 * 1024 * 1024;

/** What phones and scanners make. A HEIC has no type in many browsers, so its ending counts too. */
export const DOCUMENT_TYPES = "application/pdf,image/jpeg,image/png,image/heic,image/heif,.heic,.heif,.pdf";

const KNOWN = /\.(pdf|jpe?g|png|heic|heif)$/i;

/** Why a file cannot be a document, before it is sent; the server looks at its content itself. */
export function whyNotDocument({ name, size }: Pick<File, "name" | "size">): string | null {
  if (!KNOWN.test(name)) return `${name}: send a PDF, or a JPEG, PNG or HEIC picture.`;
  if (size > MAX_BYTES) return `${name} is larger than 10 MB.`;
  if (size === 0) return `${name} is empty.`;
  return null;
}
