import Button from "@mui/material/Button";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BellOff, MailCheck } from "lucide-react";
import { asProblem } from "@/api/problem";
import type { UnsubscribeLink } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { FormAlert } from "@/components/FormAlert";
import { QueryView } from "@/components/QueryView";
import { StateMessage } from "@/components/StateMessage";
import { linkQuery, setByLink } from "./queries";

const WAYS = {
  mail: "mails",
  sms: "SMS",
  push: "push messages",
  inbox: "messages in the app",
} satisfies Record<UnsubscribeLink["channel"], string>;

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
  const ways = WAYS[link.channel];
  return (
    <>
      <StateMessage
        icon={link.is_on ? BellOff : MailCheck}
        level={1}
        title={link.is_on ? `No more ${ways} of this kind?` : `You get no more ${ways} of this kind`}
        action={
          <Button
            variant={link.is_on ? "contained" : "outlined"}
            disabled={set.isPending}
            onClick={() => set.mutate(!link.is_on)}
          >
            {link.is_on ? `Stop these ${ways}` : "Undo"}
          </Button>
        }
      >
        {link.title}: {link.about}
      </StateMessage>
      {set.isError && <FormAlert message={asProblem(set.error).message} />}
    </>
  );
}
