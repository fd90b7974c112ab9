import { HttpResponse, http } from "msw";
import type { Preferences, PreferencesInput } from "@/api/types";
import { problem } from "./problem";

/** What one is told, in memory. */
const START: Preferences = {
  language: "en",
  timezone: "",
  quiet_hours: null,
  digest: "off",
  groups: [
    {
      group: "orders",
      title: "My orders",
      notices: [
        {
          kind: "status_changed",
          title: "Where my order is",
          about: "Each step of your order, with its entry in the public log.",
          is_required: false,
          channels: [
            { channel: "mail", is_on: true, is_fixed: false },
            { channel: "sms", is_on: false, is_fixed: false },
          ],
        },
      ],
    },
    {
      group: "security",
      title: "Security",
      notices: [
        {
          kind: "new_device",
          title: "Sign-in on a new device",
          about: "Somebody signed in from a browser that is new.",
          is_required: true,
          channels: [{ channel: "mail", is_on: true, is_fixed: true }],
        },
      ],
    },
  ],
};
let preferences = START;
let isOn = true;
/** The bodies that were sent, oldest first. */
export const sentPreferences: PreferencesInput[] = [];

export function forgetPreferences(): void {
  preferences = START;
  isOn = true;
  sentPreferences.length = 0;
}

const link = () => ({
  kind: "status_changed",
  title: "Where my order is",
  about: "Each step of your order.",
  channel: "mail",
  is_on: isOn,
});

export const preferenceHandlers = [
  http.get("*/api/v1/me/notification-preferences/", () => HttpResponse.json(preferences)),
  http.put("*/api/v1/me/notification-preferences/", async ({ request }) => {
    const { choices, ...settings } = (await request.json()) as PreferencesInput;
    sentPreferences.push({ choices, ...settings });
    const groups = preferences.groups.map((group) => ({
      ...group,
      notices: group.notices.map((notice) => ({
        ...notice,
        channels: notice.channels.map((one) => {
          const choice = choices.find(({ kind, channel }) => kind === notice.kind && channel === one.channel);
          return choice ? { ...one, is_on: choice.is_on } : one;
        }),
      })),
    }));
    preferences = { ...preferences, ...settings, groups };
    return HttpResponse.json(preferences);
  }),
  http.get("*/api/v1/unsubscribe/", ({ request }) =>
    new URL(request.url).searchParams.get("token") === "right"
      ? HttpResponse.json(link())
      : problem(404, "unsubscribe_link_unknown"),
  ),
  http.post("*/api/v1/unsubscribe/", async ({ request }) => {
    isOn = ((await request.json()) as { is_on: boolean }).is_on;
    return HttpResponse.json(link());
  }),
];
