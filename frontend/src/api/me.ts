import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, dataOf } from "./client";
import { isProblem } from "./problem";
import type { Me } from "./types";

/** Who is signed in; null for a reader without an account. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async (): Promise<Me | null> => {
    try {
      return await dataOf(api.GET("/api/v1/me/"));
    } catch (error) {
      if (isProblem(error) && (error.status === 401 || error.status === 403)) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

export const useMe = () => useQuery(meQuery);
