import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import type { SharedTablet } from "@/api/types";
import { Panel } from "@/components/Panel";
import { ownTabletsQuery } from "./queries";
import { TabletRows } from "./TabletRows";

/** The shared tablets that the reader set up, among their devices; nothing where there are none. */
export function OwnTablets() {
  const queryClient = useQueryClient();
  const { data: tablets = [] } = useQuery(ownTabletsQuery);
  const end = async ({ id }: SharedTablet): Promise<void> => {
    await dataOf(api.DELETE("/api/v1/me/tablets/{id}/", { params: { path: { id } } }));
    await queryClient.invalidateQueries({ queryKey: ownTabletsQuery.queryKey });
  };
  if (tablets.length === 0) return null;
  return (
    <Panel title="Shared tablets that you set up">
      <TabletRows tablets={tablets} withVendor end={end} />
    </Panel>
  );
}
