import Alert from "@mui/material/Alert";

interface Props {
  message: string | null;
  onClose: () => void;
}

export function Notice({ message, onClose }: Props) {
  if (!message) return null;
  return (
    <Alert severity="warning" onClose={onClose} sx={{ mb: 2, borderRadius: 3 }}>
      {message}
    </Alert>
  );
}
