import ButtonBase from "@mui/material/ButtonBase";
import type { MapPart } from "@/api/types";
import { plural, t } from "@/lib/language/catalogue";

interface Props {
  cluster: MapPart["clusters"][number];
  onOpen: () => void;
}

export function ClusterPin({ cluster: { count, is_capped }, onOpen }: Props) {
  const text = is_capped ? `${count}+` : String(count);
  return (
    <ButtonBase
      aria-label={
        is_capped
          ? t("More than {count} businesses. Look closer.", { count })
          : plural("{count} business. Look closer.", "{count} businesses. Look closer.", count)
      }
      onClick={onOpen}
      sx={{
        width: 48,
        height: 48,
        borderRadius: "50%",
        bgcolor: "primary.main",
        color: "primary.contrastText",
        border: "3px solid",
        borderColor: "background.paper",
        fontWeight: 700,
        fontSize: "0.875rem",
        boxShadow: "0 2px 8px rgb(0 0 0 / 35%)",
      }}
    >
      {text}
    </ButtonBase>
  );
}
