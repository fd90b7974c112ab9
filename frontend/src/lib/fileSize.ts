import { locale } from "./language/catalogue";
/** "48 kB", "1.2 MB". */
export function fileSize(bytes: number): string {
  const [unit, size] = bytes < 1_000_000 ? ["kilobyte", bytes / 1_000] : ["megabyte", bytes / 1_000_000];
  return new Intl.NumberFormat(locale(), {
    style: "unit",
    unit: String(unit),
    maximumFractionDigits: unit === "megabyte" ? 1 : 0,
  }).format(Math.max(Number(size), 1));
}
