import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";

/** What the link shows. It depends on who is signed in, so it is asked anew after that changes. */
export const invitationQuery = (token: string, reader: string | null) =>
  queryOptions({
    queryKey: ["invitation", token, reader],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/invitations/{token}/", { params: { path: { token } }, signal })),
    retry: false,
  });
