import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { FileCheck2 } from "lucide-react";
import { type DragEvent, useState } from "react";
import { t } from "@/lib/language/catalogue";
import type { GivenFile } from "./checkFile";
import { TextFileButton } from "./TextFileButton";
import { usePaste } from "./usePaste";

interface Props {
  given: GivenFile | null;
  onGiven: (text: string, name?: string) => void;
}

/** Drop, choose or paste: every way that a file comes into a browser. */
export function ProofDrop({ given, onGiven }: Props) {
  const [isOver, setOver] = useState(false);
  const take = async (file: File | undefined): Promise<void> => {
    if (file) onGiven(await file.text(), file.name);
  };
  usePaste((data) => {
    const [file] = data.files;
    if (file) return void take(file);
    const text = data.getData("text/plain").trim();
    if (text) onGiven(text);
  });
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <Box
      component="section"
      aria-label={t("The proof")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      sx={{
        p: { xs: 3, sm: 5 },
        textAlign: "center",
        border: 2,
        borderStyle: "dashed",
        borderColor: isOver ? "primary.main" : "divider",
        borderRadius: 4,
        bgcolor: isOver ? "brandSoft.main" : "background.paper",
        transition: "background-color 150ms, border-color 150ms",
      }}
    >
      <Box aria-hidden sx={{ color: "primary.main", mb: 1.5, lineHeight: 0 }}>
        <FileCheck2 size={40} strokeWidth={1.5} />
      </Box>
      <Typography sx={{ fontWeight: 600, overflowWrap: "anywhere" }}>
        {given ? given.name : t("Drop a proof file here")}
      </Typography>
      <Typography variant="body2" sx={{ color: "text.secondary", mb: 2 }}>
        {given
          ? t("Drop, paste or choose another one to check that.")
          : t("or paste it, or choose it from your files")}
      </Typography>
      <TextFileButton
        label={t("Choose a proof file")}
        inputLabel={t("Proof file")}
        isPrimary={!given}
        onFile={(file) => onGiven(file.text, file.name)}
      />
    </Box>
  );
}
