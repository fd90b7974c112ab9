import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import LinearProgress from "@mui/material/LinearProgress";
import Typography from "@mui/material/Typography";
import type { Upload } from "./useUploads";

/** What is on its way, and what was refused and why. */
export function UploadList({ uploads }: { uploads: Upload[] }) {
  return (
    <Box role="status" aria-live="polite" sx={{ display: "grid", gap: 1, "&:empty": { display: "none" } }}>
      {uploads.map(({ key, name, share, failure }) =>
        failure ? (
          <Alert key={key} severity="error" sx={{ borderRadius: 3, overflowWrap: "anywhere" }}>
            {failure}
          </Alert>
        ) : (
          <Box key={key}>
            <Typography variant="body2" sx={{ overflowWrap: "anywhere", mb: 0.5 }}>
              {share < 1 ? `Sending ${name}` : `Checking ${name}`}
            </Typography>
            <LinearProgress
              variant={share < 1 ? "determinate" : "indeterminate"}
              value={Math.round(share * 100)}
              aria-label={`Upload of ${name}`}
            />
          </Box>
        ),
      )}
    </Box>
  );
}
