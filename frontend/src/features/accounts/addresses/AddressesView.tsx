import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addressesQuery } from "@/api/addresses";
import { CardSkeletons } from "@/components/CardSkeletons";
import { DoneNote } from "@/components/DoneNote";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { SettingList } from "@/components/SettingRow";
import { t } from "@/lib/language/catalogue";
import { AddressDialog } from "./AddressDialog";
import { AddressRow } from "./AddressRow";

const MOST = 20;

/** The addresses that one keeps to fill forms with. */
export function AddressesView() {
  const queryClient = useQueryClient();
  const query = useQuery(addressesQuery);
  const [isAdding, setAdding] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const finish = async (words: string): Promise<void> => {
    setAdding(false);
    setDone(words);
    await queryClient.invalidateQueries({ queryKey: addressesQuery.queryKey });
  };
  return (
    <Panel title={t("Your addresses")}>
      <QueryView query={query} skeleton={<CardSkeletons count={2} height={64} />}>
        {(addresses) => (
          <>
            {addresses.length === 0 ? (
              <Typography sx={{ color: "text.secondary" }}>
                {t(
                  "None yet. Keep one, and the check-out is filled in for you. Businesses see it only on orders that go there.",
                )}
              </Typography>
            ) : (
              <SettingList>
                {addresses.map((saved) => (
                  <AddressRow key={saved.id} saved={saved} onDone={finish} />
                ))}
              </SettingList>
            )}
            {addresses.length < MOST ? (
              <Button variant="outlined" onClick={() => setAdding(true)} sx={{ mt: 2 }}>
                {t("Add an address")}
              </Button>
            ) : (
              <Typography variant="body2" sx={{ mt: 2, color: "text.secondary" }}>
                {t("These are {most}, as many as there can be. Delete one to add another.", { most: MOST })}
              </Typography>
            )}
          </>
        )}
      </QueryView>
      {isAdding && <AddressDialog saved={null} onDone={finish} onClose={() => setAdding(false)} />}
      <DoneNote message={done} onClose={() => setDone(null)} />
    </Panel>
  );
}
