import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { getDevices, getEmailChange, getSecurityEvents, getSessions } from "@/api/account";
import { getSession } from "@/api/allauth";
import { nextCursor } from "@/api/client";

export const signInStateQuery = queryOptions({ queryKey: ["account", "session"], queryFn: getSession });

export const sessionsQuery = queryOptions({
  queryKey: ["account", "sessions"],
  queryFn: async () => (await getSessions()).results,
});

export const devicesQuery = queryOptions({
  queryKey: ["account", "devices"],
  queryFn: async () => (await getDevices()).results,
});

export const emailChangeQuery = queryOptions({
  queryKey: ["account", "email-change"],
  queryFn: getEmailChange,
});

export const securityEventsQuery = infiniteQueryOptions({
  queryKey: ["account", "security-events"],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam }) => getSecurityEvents(pageParam),
  getNextPageParam: nextCursor,
});
