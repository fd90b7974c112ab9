import ButtonBase from "@mui/material/ButtonBase";

interface Props {
  label: string;
  onClick: () => void;
  children: string;
}

/** A word in a line of small print that opens the history behind it. */
export function HistoryButton({ label, onClick, children }: Props) {
  return (
    <>
      {" · "}
      <ButtonBase
        aria-label={`${children}. ${label}`}
        onClick={onClick}
        sx={{
          minHeight: 44,
          px: 0.5,
          font: "inherit",
          textDecoration: "underline",
          textUnderlineOffset: 3,
          borderRadius: 1,
        }}
      >
        {children}
      </ButtonBase>
    </>
  );
}
