import Box from "@mui/material/Box";
import { t } from "@/lib/language/catalogue";
import { inGroups } from "@/lib/orderChain";
import { CopyButton } from "./CopyButton";

/** An order's chain in groups of four, so that two of them can be compared by eye or over the phone. */
export function ChainId({ chainId }: { chainId: string }) {
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 1 }}>
      <Box
        component="code"
        sx={{ display: "flex", flexWrap: "wrap", columnGap: 1.25, rowGap: 0.25, fontSize: "0.9375rem" }}
      >
        {inGroups(chainId).map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the groups of one number never move
          <span key={index}>{group}</span>
        ))}
      </Box>
      <CopyButton text={chainId} what={t("the order's chain")} />
    </Box>
  );
}
