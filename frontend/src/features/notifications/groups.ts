import type { Notification } from "@/api/types";

export interface Group {
  /** The order's uid, or the id of the one that is about none. */
  key: string;
  order: string | null;
  items: Notification[];
}

/** What is about one order stands together, where its newest one stands; the rest stays as it came. */
export function groupByOrder(notifications: readonly Notification[]): Group[] {
  const groups = new Map<string, Group>();
  for (const item of notifications) {
    const key = item.order || `one-${item.id}`;
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { key, order: item.order ?? null, items: [item] });
  }
  return [...groups.values()];
}

/** The newest id that is on the screen: all up to it were seen. */
export const newestId = (notifications: readonly Notification[]): number =>
  notifications.reduce((newest, { id }) => Math.max(newest, id), 0);
