import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import type { Preferences, PreferencesInput } from "@/api/types";

/** All that one has chosen about being told. */
export const preferencesQuery = queryOptions({
  queryKey: ["me", "notification-preferences"],
  queryFn: ({ signal }): Promise<Preferences> =>
    dataOf(api.GET("/api/v1/me/notification-preferences/", { signal })),
});

export const savePreferences = (body: PreferencesInput): Promise<Preferences> =>
  dataOf(api.PUT("/api/v1/me/notification-preferences/", { body }));
