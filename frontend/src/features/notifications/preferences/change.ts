import type { NoticeChoices, NoticeGroup, Preferences, PreferencesInput } from "@/api/types";

type Switch = PreferencesInput["choices"][number];

/** The zone of this device. */
export const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What somebody just changed: one of the settings, or one switch. */
export type Change = Partial<Omit<PreferencesInput, "choices">> & { choices?: Switch[] };

/** The preferences as they are once a change is made. */
export function changed(preferences: Preferences, { choices = [], ...settings }: Change): Preferences {
  const groups = preferences.groups.map((group: NoticeGroup) => ({
    ...group,
    notices: group.notices.map((notice) => withChoices(notice, choices)),
  }));
  return { ...preferences, ...settings, groups };
}

/** The change that takes another back. */
export function undone(preferences: Preferences, change: Change): Change {
  const before = Object.fromEntries(
    Object.keys(change)
      .filter((key) => key !== "choices")
      .map((key) => [key, preferences[key as keyof Preferences]]),
  );
  const choices = change.choices?.map((choice) => ({ ...choice, is_on: !choice.is_on }));
  return choices ? { ...before, choices } : before;
}

/** Quiet hours and digests are times of a clock: without a zone of one's own there are none. */
export const needsClock = ({ quiet_hours, digest }: Pick<Preferences, "quiet_hours" | "digest">): boolean =>
  quiet_hours !== null || digest !== "off";

/** What is sent: all settings as they are now, and the switches of this change. */
export function bodyOf(preferences: Preferences, change: Change): PreferencesInput {
  const { language, quiet_hours, digest } = preferences;
  const timezone = preferences.timezone || (needsClock(preferences) ? HERE : "");
  return { language, timezone, quiet_hours, digest, choices: change.choices ?? [] };
}

function withChoices(notice: NoticeChoices, choices: Switch[]): NoticeChoices {
  const channels = notice.channels.map((channel) => {
    const choice = choices.find(
      ({ kind, channel: name }) => kind === notice.kind && name === channel.channel,
    );
    return choice ? { ...channel, is_on: choice.is_on } : channel;
  });
  return { ...notice, channels };
}
