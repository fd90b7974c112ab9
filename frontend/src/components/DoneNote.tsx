import Snackbar from "@mui/material/Snackbar";

interface Props {
  message: string | null;
  onClose: () => void;
}

/** Says that something was done, and goes by itself. */
export function DoneNote({ message, onClose }: Props) {
  return (
    <Snackbar
      open={message !== null}
      message={message}
      autoHideDuration={4000}
      onClose={(_event, reason) => reason !== "clickaway" && onClose()}
      anchorOrigin={{ vertical: "bottom", horizontal: "center" }}
    />
  );
}
