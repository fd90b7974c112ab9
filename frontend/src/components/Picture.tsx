import Box from "@mui/material/Box";
import type { SxProps } from "@mui/material/styles";

export interface PictureFile {
  width: number;
  url: string;
}

interface Props {
  /** What every browser can show. */
  src: string;
  /** The same in several widths, the narrowest first; none of a picture of before. */
  webp?: PictureFile[] | undefined;
  avif?: PictureFile[] | undefined;
  /** Of the widest, so that the page does not move when it comes. */
  width?: number | undefined;
  height?: number | undefined;
  /** How wide it is shown, as CSS says it. */
  sizes: string;
  alt: string;
  loading?: "lazy" | "eager";
  sx: SxProps;
}

const srcSet = (files: PictureFile[]): string => files.map(({ width, url }) => `${url} ${width}w`).join(", ");

/** A picture in the kind and width that the browser takes. */
export function Picture({ webp, avif, sizes, alt, loading, sx, ...image }: Props) {
  return (
    <picture>
      {avif && <source type="image/avif" srcSet={srcSet(avif)} sizes={sizes} />}
      <Box
        component="img"
        alt={alt}
        loading={loading}
        {...(webp && { srcSet: srcSet(webp), sizes })}
        {...image}
        sx={sx}
      />
    </picture>
  );
}
