import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Member } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { OfferDialog } from "./OfferDialog";
import { ownershipOfferQuery } from "./queries";
import { StandingOffer } from "./StandingOffer";

interface Props {
  slug: string;
  isOwner: boolean;
  /** Those whom it can be offered to. */
  others: Member[];
}

/** Handing the business over: offered by the owner, accepted by the other. Without either there is nothing to show. */
export function Ownership({ slug, isOwner, others }: Props) {
  const query = useQuery(ownershipOfferQuery(slug));
  const [offering, setOffering] = useState(false);
  if (!isOwner && !query.data?.offer) return null;
  return (
    <Panel title="Ownership">
      <QueryView query={query} skeleton={<CardSkeletons count={1} height={72} />}>
        {({ offer }) =>
          offer ? (
            <StandingOffer slug={slug} offer={offer} />
          ) : (
            <>
              <Typography sx={{ color: "text.secondary", mb: 2 }}>
                Hand the business over to somebody of the team. They become its owner when they accept, and
                you become a manager.
              </Typography>
              <Button variant="outlined" disabled={others.length === 0} onClick={() => setOffering(true)}>
                Offer the ownership
              </Button>
            </>
          )
        }
      </QueryView>
      {offering && <OfferDialog slug={slug} others={others} onClose={() => setOffering(false)} />}
    </Panel>
  );
}
