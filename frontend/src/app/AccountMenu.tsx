import Box from "@mui/material/Box";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import { meQuery } from "@/api/me";
import type { Me } from "@/api/types";
import { signOut } from "@/features/accounts/auth";
import { turnOff } from "@/features/notifications/push/subscribing";
import { forgetDraft } from "@/lib/checkoutDraft";
import { t } from "@/lib/language/catalogue";

interface Props {
  me: Me;
  anchor: HTMLElement;
  onClose: () => void;
}

export function AccountMenu({ me, anchor, onClose }: Props) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leave = async (): Promise<void> => {
    onClose();
    await turnOff().catch(() => undefined); // who sits here next is not told of this account
    await signOut();
    forgetDraft();
    await navigate("/");
    // Nothing of this account stays in memory for the next person at the screen.
    queryClient.clear();
    queryClient.setQueryData(meQuery.queryKey, null);
  };
  return (
    <Menu open anchorEl={anchor} onClose={onClose}>
      <Box component="li" role="presentation" sx={{ px: 2, pt: 1, pb: 1.5, maxWidth: 260 }}>
        <Box sx={{ fontWeight: 650 }}>{me.name}</Box>
        <Box sx={{ fontSize: "0.875rem", color: "text.secondary", overflowWrap: "anywhere" }}>{me.email}</Box>
      </Box>
      <MenuItem component={Link} to="/orders" onClick={onClose}>
        {t("My orders")}
      </MenuItem>
      <MenuItem component={Link} to="/favourites" onClick={onClose}>
        {t("Favourites")}
      </MenuItem>
      <MenuItem component={Link} to="/account" onClick={onClose}>
        {t("Your account")}
      </MenuItem>
      {me.memberships.map(({ vendor }) => (
        <MenuItem key={vendor.slug} component={Link} to={`/dashboard/${vendor.slug}`} onClick={onClose}>
          {vendor.name}
        </MenuItem>
      ))}
      {me.admin_path && (
        <MenuItem component="a" href={me.admin_path}>
          {t("Admin")}
        </MenuItem>
      )}
      <MenuItem onClick={() => void leave()}>{t("Sign out")}</MenuItem>
    </Menu>
  );
}
