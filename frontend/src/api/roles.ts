import type { Role } from "./types";

/** What a role is shown. The API decides; this only keeps away what it would refuse (see vendors/permissions.py). */
export const mayManage = (role: Role): boolean => role === "owner" || role === "manager";

export const mayChangeTeam = (role: Role): boolean => role === "owner";

export const mayChangeKeys = (role: Role): boolean => role === "owner";
