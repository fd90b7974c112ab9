import type { Role } from "./types";

/** What a role is shown. The API decides; this only keeps away what it would refuse (see vendors/permissions.py). */
export const mayManage = (role: Role): boolean => role === "owner" || role === "manager";

/** The roles that one with this role may hand out, the least first: managers invite staff, owners anybody. */
export function grantable(role: Role): Role[] {
  if (role === "owner") return ["staff", "manager", "owner"];
  return role === "manager" ? ["staff"] : [];
}

export const mayChangeTeam = (role: Role): boolean => role === "owner";

export const mayChangeKeys = (role: Role): boolean => role === "owner";
