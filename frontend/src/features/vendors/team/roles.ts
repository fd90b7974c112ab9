import type { Role } from "@/api/types";

/** The least first: what is proposed for somebody new. */
export const ROLES: readonly (readonly [role: Role, title: string])[] = [
  ["staff", "Staff"],
  ["manager", "Manager"],
  ["owner", "Owner"],
];

export const ROLE_HINTS: Record<Role, string> = {
  staff: "Moves orders along and says what is in stock.",
  manager: "Also changes items, the profile and the hours, and answers reviews.",
  owner: "Also decides who is in the team.",
};

/** The choices of a picker for these roles. */
export const choicesOf = (roles: readonly Role[]) => ROLES.filter(([role]) => roles.includes(role));

export const roleTitle = (role: Role): string => ROLES.find(([each]) => each === role)?.[1] ?? role;
