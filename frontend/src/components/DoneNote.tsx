import Snackbar from "@mui/material/Snackbar";

interface Props {
  message: string | null;
  onClose: () => void;
}

/** Says that something was done, and goes by itself. */
export function DoneNote({ message, onClose }: Props) {
  return (
    <Snackbar
      key={message} // each message has its own time: one that takes another's place would go with the other's timer
      open={message !== null}
      message={message}
      autoHideDuration={4000}
      onClose={(_event, reason) => reason !== "clickaway" && onClose()}
      anchorOrigin={{ vertical: "bottom", horizontal: "center" }}
    />
  );
}
