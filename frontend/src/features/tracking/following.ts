import { api, dataOf } from "@/api/client";

/** Being told by mail, without an account. */
export const askToFollow = (uid: string, email: string) =>
  dataOf(api.POST("/api/v1/tracking/{uid}/follow/", { params: { path: { uid } }, body: { email } }));

export const confirmFollow = (uid: string, email: string, code: string) =>
  dataOf(
    api.POST("/api/v1/tracking/{uid}/follow/confirm/", { params: { path: { uid } }, body: { email, code } }),
  );

export const stopFollowing = (token: string) =>
  dataOf(api.POST("/api/v1/tracking/follow/stop/", { body: { token } }));
