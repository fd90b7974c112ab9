import Button from "@mui/material/Button";
import ListItemIcon from "@mui/material/ListItemIcon";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { CalendarClock, ChevronDown, PackageX, Pause, Store } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { PauseDialog } from "./PauseDialog";
import { SoldOutDialog } from "./SoldOutDialog";

/** What a counter switches during the day, without leaving the orders. */
export function CounterTools({ slug, mayManage }: { slug: string; mayManage: boolean }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState<"pause" | "soldOut" | null>(null);
  const choose = (which: "pause" | "soldOut") => (): void => {
    setAnchor(null);
    setOpen(which);
  };
  return (
    <>
      <Button
        variant="outlined"
        color="inherit"
        aria-haspopup="menu"
        aria-expanded={Boolean(anchor)}
        startIcon={<Store size={18} />}
        endIcon={<ChevronDown size={18} />}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ borderRadius: 99, borderColor: "divider", minHeight: 44 }}
      >
        Shop
      </Button>
      <Menu open={Boolean(anchor)} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <MenuItem onClick={choose("pause")}>
          <ListItemIcon>
            <Pause size={18} />
          </ListItemIcon>
          Pause new orders…
        </MenuItem>
        <MenuItem onClick={choose("soldOut")}>
          <ListItemIcon>
            <PackageX size={18} />
          </ListItemIcon>
          Sold out today…
        </MenuItem>
        {mayManage && (
          <MenuItem component={Link} to={`/dashboard/${slug}/settings#special-days`}>
            <ListItemIcon>
              <CalendarClock size={18} />
            </ListItemIcon>
            Other hours on a day…
          </MenuItem>
        )}
      </Menu>
      {open === "pause" && <PauseDialog slug={slug} onClose={() => setOpen(null)} />}
      {open === "soldOut" && <SoldOutDialog slug={slug} onClose={() => setOpen(null)} />}
    </>
  );
}
