import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { ChainId } from "@/components/ChainId";
import { t } from "@/lib/language/catalogue";

interface Props {
  chainId: string;
  linkDamaged?: boolean;
}

/** The number that ties confirmation, mail and log together. */
export function OrderChain({ chainId, linkDamaged = false }: Props) {
  return (
    <Box sx={{ p: 2, borderRadius: 4, bgcolor: "neutralSoft.main", minWidth: 0 }}>
      <Typography variant="h4" component="h3">
        {t("Order’s chain")}
      </Typography>
      <Typography variant="body2" sx={{ color: "text.secondary", mb: 1 }}>
        {t(
          "Compare it with the one in the confirmation mail: an order has only one, and a second one would mean that two histories are kept.",
        )}
      </Typography>
      <ChainId chainId={chainId} />
      {linkDamaged && (
        <Typography variant="body2" sx={{ mt: 1, fontWeight: 600 }}>
          {t("The link that you followed carries a chain that cannot be read, so it was not compared.")}
        </Typography>
      )}
    </Box>
  );
}
