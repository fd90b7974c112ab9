import type { ReactNode } from "react";
import { Navigate, useLocation } from "react-router";
import { useMe } from "@/api/me";
import type { Me } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Page } from "@/components/Page";
import { QueryView } from "@/components/QueryView";

/** Pages behind this are for people with an account; others are asked to sign in and come back. */
export function RequireAccount({ children }: { children: (me: Me) => ReactNode }) {
  const query = useMe();
  const { pathname, search } = useLocation();
  const skeleton = (
    <Page>
      <CardSkeletons />
    </Page>
  );
  return (
    <QueryView query={query} skeleton={skeleton}>
      {(me) =>
        me ? children(me) : <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />
      }
    </QueryView>
  );
}
