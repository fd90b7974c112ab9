import { useQuery } from "@tanstack/react-query";
import { viewRecoveryCodes } from "@/api/allauth";
import { CardSkeletons } from "@/components/CardSkeletons";
import { FormDialog } from "@/components/FormDialog";
import { QueryView } from "@/components/QueryView";
import { useFactorsChanged } from "./queries";
import { KeptAlready, RecoveryCodeSheet } from "./RecoveryCodeSheet";

interface Props {
  title: string;
  onDone: () => void;
}

/** The first factor brings recovery codes with it. They can be seen once, which is now. */
export function NewCodes({ title, onDone }: Props) {
  const query = useQuery({
    queryKey: ["account", "recovery-codes"],
    queryFn: viewRecoveryCodes,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const changed = useFactorsChanged();
  // Showing the codes is what made them: the list beside counts them only now.
  const finish = (): void => {
    onDone();
    void changed();
  };
  return (
    <FormDialog title={title} onClose={finish}>
      <QueryView query={query} skeleton={<CardSkeletons count={1} height={240} />}>
        {({ unused_codes }) =>
          unused_codes?.length ? (
            <RecoveryCodeSheet codes={unused_codes} onDone={finish} />
          ) : (
            <KeptAlready onDone={finish} />
          )
        }
      </QueryView>
    </FormDialog>
  );
}
