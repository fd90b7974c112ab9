import type { Me } from "@/api/types";

export const SET_UP_PATH = "/account/security/set-up";

const keyOf = (me: Me): string => `trusttrack.second-factor-asked.${me.id}`;

/** Whether to lead somebody through it now: their role needs a second factor, and this window has not asked yet. */
export function isSetUpDue(me: Me): boolean {
  if (!me.second_factor.required || me.second_factor.enabled) return false;
  return sessionStorage.getItem(keyOf(me)) === null;
}

export const noteSetUpAsked = (me: Me): void => sessionStorage.setItem(keyOf(me), "yes");
