import Button from "@mui/material/Button";
import { CloudOff, Lock, SearchX, ShieldCheck, TriangleAlert } from "lucide-react";
import { Link } from "react-router";
import { asProblem } from "@/api/problem";
import { SECOND_FACTOR_NEEDED } from "@/api/secondFactorNeed";
import { t } from "@/lib/language/catalogue";
import { StateMessage } from "./StateMessage";

interface Props {
  error: unknown;
  onRetry?: () => void;
}

/** Says what went wrong and what can be done, for each kind of refusal. */
export function ErrorState({ error, onRetry }: Props) {
  const problem = asProblem(error);
  const retry = onRetry && (
    <Button variant="contained" onClick={onRetry}>
      {t("Try again")}
    </Button>
  );
  if (problem.status === 404) {
    return (
      <StateMessage icon={SearchX} title={t("We could not find that")} role="alert" action={<HomeButton />}>
        {t("The link may be wrong, or it belongs to somebody else.")}
      </StateMessage>
    );
  }
  if (problem.code === SECOND_FACTOR_NEEDED) {
    return (
      <StateMessage
        icon={ShieldCheck}
        title={t("Set up a second factor")}
        role="alert"
        action={<SetUpButton />}
      >
        {t("Your role needs one before you can see this. It takes a minute.")}
      </StateMessage>
    );
  }
  if (problem.code === "reauthentication_cancelled") {
    return (
      <StateMessage icon={Lock} title={t("Not confirmed")} role="alert" action={retry}>
        {problem.message}
      </StateMessage>
    );
  }
  if (problem.status === 401 || problem.status === 403) {
    return (
      <StateMessage icon={Lock} title={t("You have no access to this")} role="alert" action={<HomeButton />}>
        {problem.message}
      </StateMessage>
    );
  }
  if (problem.status === 0) {
    return (
      <StateMessage icon={CloudOff} title={t("No connection")} role="alert" action={retry}>
        {problem.message}
      </StateMessage>
    );
  }
  return (
    <StateMessage icon={TriangleAlert} title={t("That did not work")} role="alert" action={retry}>
      {problem.message}
    </StateMessage>
  );
}

function HomeButton() {
  return (
    <Button component={Link} to="/" variant="contained">
      {t("Find a business")}
    </Button>
  );
}

function SetUpButton() {
  return (
    <Button component={Link} to="/account/security/set-up" variant="contained">
      {t("Set it up")}
    </Button>
  );
}
