import type { Me } from "@/api/types";

export const SET_UP_PATH = "/account/security/set-up";

const keyOf = (me: Me): string => `trusttrack.second-factor-asked.${me.id}`;

/** Whether their role needs a second factor and they have none: the server lets them do nothing in that role. */
export const lacksSecondFactor = ({ second_factor }: Me): boolean =>
  second_factor.required && !second_factor.enabled;

/** Whether to lead somebody through it now: their role needs a second factor, and this window has not asked yet. */
export function isSetUpDue(me: Me): boolean {
  return lacksSecondFactor(me) && sessionStorage.getItem(keyOf(me)) === null;
}

export const noteSetUpAsked = (me: Me): void => sessionStorage.setItem(keyOf(me), "yes");
