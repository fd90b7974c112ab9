import Box from "@mui/material/Box";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { t } from "@/lib/language/catalogue";
import { ErrorState } from "./ErrorState";

interface Props<T> {
  query: Pick<UseQueryResult<T>, "data" | "error" | "isPending"> & { refetch: () => unknown };
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** Loading, refused or here. What was loaded once stays on screen while a later refresh fails. */
export function QueryView<T>({ query, skeleton, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) {
    return (
      <Box role="status" aria-label={t("Loading")} aria-busy>
        {skeleton}
      </Box>
    );
  }
  return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
}
