import Button from "@mui/material/Button";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BellOff, MailCheck } from "lucide-react";
import { asProblem } from "@/api/problem";
import type { UnsubscribeLink } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { FormAlert } from "@/components/FormAlert";
import { QueryView } from "@/components/QueryView";
import { StateMessage } from "@/components/StateMessage";
import { t } from "@/lib/language/catalogue";
import { linkQuery, setByLink } from "./queries";

const WAYS = () =>
  ({
    mail: t("mails"),
    sms: "SMS",
    push: t("push messages"),
    inbox: t("messages in the app"),
  }) satisfies Record<UnsubscribeLink["channel"], string>;

/** What a link from a message stops, and the button that does it; whoever has the link can, without signing in. */
export function UnsubscribeView({ token }: { token: string }) {
  const query = useQuery(linkQuery(token));
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={1} height={280} />}>
      {(link) => <Link token={token} link={link} />}
    </QueryView>
  );
}

function Link({ token, link }: { token: string; link: UnsubscribeLink }) {
  const client = useQueryClient();
  const set = useMutation({
    mutationFn: (isOn: boolean) => setByLink(token, isOn),
    onSuccess: (answer) => client.setQueryData(linkQuery(token).queryKey, answer),
  });
  const ways = WAYS()[link.channel];
  return (
    <>
      <StateMessage
        icon={link.is_on ? BellOff : MailCheck}
        level={1}
        title={
          link.is_on
            ? t("No more {ways} of this kind?", { ways })
            : t("You get no more {ways} of this kind", { ways })
        }
        action={
          <Button
            variant={link.is_on ? "contained" : "outlined"}
            disabled={set.isPending}
            onClick={() => set.mutate(!link.is_on)}
          >
            {link.is_on ? t("Stop these {ways}", { ways }) : t("Undo")}
          </Button>
        }
      >
        {link.title}: {link.about}
      </StateMessage>
      {set.isError && <FormAlert message={asProblem(set.error).message} />}
    </>
  );
}
