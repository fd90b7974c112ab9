import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";

export function CardSkeletons({ count = 3, height = 120 }: { count?: number; height?: number }) {
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <Skeleton key={index} variant="rounded" height={height} sx={{ borderRadius: 4 }} />
      ))}
    </Box>
  );
}
