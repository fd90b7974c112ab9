import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useInfiniteQuery } from "@tanstack/react-query";
import { BadgeCheck, BadgeMinus, RefreshCw } from "lucide-react";
import type { BadgeLine } from "@/api/types";
import { AppLink } from "@/components/AppLink";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { TAP } from "@/components/tap";
import { t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";
import { exactTime, shortDate } from "@/lib/time";
import { badgeQuery } from "./queries";

const ICONS = { grant: BadgeCheck, renew: RefreshCw, expire: BadgeMinus, withdraw: BadgeMinus } as const;

/** How the badge came, was renewed and went, and why; every line is an entry of the public log. */
export function BadgeHistory({ slug }: { slug: string }) {
  const query = useInfiniteQuery(badgeQuery(slug));
  return (
    <Panel title={t("Badge history")}>
      <QueryView query={query} skeleton={<Skeleton variant="rounded" height={72} />}>
        {({ pages }) => {
          const lines = pages.flatMap(({ results }) => results);
          if (lines.length === 0) {
            return <Typography sx={{ color: "text.secondary" }}>{t("It never had the badge.")}</Typography>;
          }
          return (
            <>
              <Box
                component="ol"
                aria-label={t("Badge history")}
                sx={{ listStyle: "none", p: 0, m: 0, display: "grid", gap: 2 }}
              >
                {lines.map((line) => (
                  <Line key={line.sequence} line={line} />
                ))}
              </Box>
              {query.hasNextPage && (
                <Button
                  sx={{ mt: 1 }}
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {t("Show older")}
                </Button>
              )}
              <Typography variant="body2" sx={{ color: "text.secondary", mt: 2 }}>
                {rich("Nobody can change these lines, and <link>anybody can check them</link>.", {
                  link: (words) => <AppLink to="/ledger">{words}</AppLink>,
                })}
              </Typography>
            </>
          );
        }}
      </QueryView>
    </Panel>
  );
}

function Line({ line }: { line: BadgeLine }) {
  const Icon = ICONS[line.move];
  const isGood = line.until !== null;
  return (
    <Box component="li" sx={{ display: "flex", gap: 1.5 }}>
      <Box aria-hidden sx={{ color: isGood ? "primary.main" : "text.secondary", lineHeight: 0, pt: 0.25 }}>
        <Icon size={20} />
      </Box>
      <Box sx={{ minWidth: 0, overflowWrap: "anywhere" }}>
        <Typography sx={{ lineHeight: 1.4 }}>{line.sentence}</Typography>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          <time dateTime={line.at} title={exactTime(line.at)}>
            {shortDate(line.at)}
          </time>
          {line.until && t(", good until {date}", { date: shortDate(line.until) })}
        </Typography>
        <Link href={line.ledger.url} variant="body2" sx={TAP}>
          {line.ledger.leaf_index === null
            ? t("Entry {sequence}, being sealed", { sequence: line.sequence })
            : t("Entry {sequence}, leaf {leaf_index} of the log", {
                sequence: line.sequence,
                leaf_index: line.ledger.leaf_index,
              })}
        </Link>
      </Box>
    </Box>
  );
}
