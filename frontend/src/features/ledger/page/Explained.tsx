import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Archive, Eye, ShieldQuestion, UsersRound } from "lucide-react";
import type { ReactNode } from "react";
import { Panel } from "@/components/Panel";

/** What the log is, to somebody who has never heard of one. */
export function Explained() {
  return (
    <Box
      sx={{
        display: "grid",
        gap: 2,
        gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "repeat(2, minmax(0, 1fr))" },
      }}
    >
      <Subject icon={<Archive size={22} />} title="What is kept">
        <li>Every step of every order: what was said, by which side, and when it was recorded.</li>
        <li>Every review that is published, edited or removed, and every badge given or taken back.</li>
        <li>What moderators do, every erasure, and every change of the log’s own keys and witnesses.</li>
      </Subject>
      <Subject icon={<Eye size={22} />} title="What an outsider sees">
        <li>When something was recorded, and values that look random. That is all.</li>
        <li>No names, order numbers, prices or notes, and not which entries belong together.</li>
        <li>Only somebody with an order’s link can open that order’s entries.</li>
      </Subject>
      <Subject icon={<UsersRound size={22} />} title="Who could cheat, and who would notice">
        <li>
          <b>We change or remove an entry:</b> everybody with the link, and every browser that was here
          before.
        </li>
        <li>
          <b>We show you another log than others:</b> the witnesses, and any two readers who compare
          checkpoints.
        </li>
        <li>
          <b>We hold back the newest entry:</b> your browser, which asks for proof that there is none.
        </li>
        <li>
          <b>We keep two histories of one order:</b> anybody who reads the log, and you, by the order’s chain.
        </li>
      </Subject>
      <Subject icon={<ShieldQuestion size={22} />} title="What is not proven">
        <li>
          That a statement was true. “Delivered” is what somebody said; the log holds which side said it, and
          when.
        </li>
        <li>That the witnesses are independent of us: below stands who runs them.</li>
        <li>That the program on our pages is honest. It comes from us; the tools below need not.</li>
      </Subject>
    </Box>
  );
}

function Subject({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <Panel>
      <Box sx={{ display: "flex", gap: 1.25, alignItems: "center", mb: 1.25 }}>
        <Box aria-hidden sx={{ color: "primary.main", lineHeight: 0 }}>
          {icon}
        </Box>
        <Typography variant="h3" component="h2">
          {title}
        </Typography>
      </Box>
      <Box component="ul" sx={{ m: 0, pl: 2.5, display: "grid", gap: 0.75, lineHeight: 1.5 }}>
        {children}
      </Box>
    </Panel>
  );
}
