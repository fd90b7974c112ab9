import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { meQuery } from "@/api/me";
import type { VendorChanges } from "@/api/types";
import { vendorQuery } from "../queries";

/** Changes the profile. Its name also stands in the list of vendors and in one's memberships. */
export function useUpdateVendor(slug: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: VendorChanges) =>
      dataOf(api.PATCH("/api/v1/vendors/{slug}/", { params: { path: { slug } }, body })),
    onSuccess: (vendor) => {
      queryClient.setQueryData(vendorQuery(slug).queryKey, vendor);
      void queryClient.invalidateQueries({ queryKey: ["vendors"] });
      void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
}
