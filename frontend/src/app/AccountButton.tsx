import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import { lazy, Suspense, useState } from "react";
import type { Me } from "@/api/types";
import { t } from "@/lib/language/catalogue";

// Fetched when it is first opened: the menu is not what a first visit waits for.
const AccountMenu = lazy(async () => ({ default: (await import("./AccountMenu")).AccountMenu }));

export function AccountButton({ me }: { me: Me }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton
        aria-label={t("Your account")}
        aria-haspopup="menu"
        aria-expanded={Boolean(anchor)}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ p: 0.5 }}
      >
        <Box
          sx={{
            width: 36,
            height: 36,
            display: "grid",
            placeItems: "center",
            borderRadius: "50%",
            fontSize: "0.9375rem",
            fontWeight: 650,
            bgcolor: "brandSoft.main",
            color: "brandSoft.contrastText",
          }}
        >
          {(me.name || me.email).charAt(0).toUpperCase()}
        </Box>
      </IconButton>
      {anchor && (
        <Suspense>
          <AccountMenu me={me} anchor={anchor} onClose={() => setAnchor(null)} />
        </Suspense>
      )}
    </>
  );
}
