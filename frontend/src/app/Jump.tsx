import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useQuery } from "@tanstack/react-query";
import { FileText, ReceiptText, Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useNavigate } from "react-router";
import type { OrderSummary } from "@/api/types";
import type { Command } from "@/components/CommandPalette";
import { FINISHED_STATUSES, jumpQuery } from "@/features/orders/queries";
import { t } from "@/lib/language/catalogue";

const CommandPalette = lazy(() => import("@/components/CommandPalette"));
const KEYS = () => (navigator.platform?.startsWith("Mac") ? "⌘ K" : "Ctrl K");

interface Props {
  slug: string;
  pages: readonly { title: string; path: string }[];
}

/** Opens the list of everything in this dashboard, by its button or by Ctrl/Cmd-K. */
export function Jump({ slug, pages }: Props) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  return (
    <>
      <Button
        color="inherit"
        variant="outlined"
        startIcon={<Search size={18} />}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
        sx={{ borderRadius: 99, borderColor: "divider", minHeight: 44, color: "text.secondary" }}
      >
        {t("Go to")}
        <Box
          component="kbd"
          aria-hidden
          sx={{ font: "inherit", ml: 1, display: { xs: "none", md: "inline" } }}
        >
          {KEYS()}
        </Box>
      </Button>
      {open && (
        <Suspense fallback={null}>
          <Palette slug={slug} pages={pages} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function Palette({ slug, pages, onClose }: Props & { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const navigate = useNavigate();
  const { data: orders = [] } = useQuery(jumpQuery(slug, typed));
  const wanted = typed.trim().toLowerCase();
  const commands: Command[] = [
    ...pages
      .filter(({ title }) => title.toLowerCase().includes(wanted))
      .map(({ title, path }) => ({
        id: path,
        group: t("Page"),
        title,
        icon: <FileText size={18} />,
        run: () => void navigate(path),
      })),
    ...orders.map((order) => ({
      id: order.uid,
      group: t("Order"),
      title: `${order.reference} · ${order.contact.name}`,
      hint: order.status_label,
      icon: <ReceiptText size={18} />,
      run: () => void navigate(boardPath(slug, order)),
    })),
  ];
  return (
    <CommandPalette
      label={t("Go to a page or an order")}
      placeholder={t("A page, or an order's reference")}
      typed={typed}
      onType={setTyped}
      commands={commands}
      empty={t("No page or order of that name")}
      onClose={onClose}
    />
  );
}

/** The board with this order alone. */
function boardPath(slug: string, { reference, status }: OrderSummary): string {
  const show = FINISHED_STATUSES.includes(status) ? "finished" : "open";
  return `/dashboard/${slug}?${new URLSearchParams({ show, q: reference })}`;
}
