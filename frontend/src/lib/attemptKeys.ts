/**
 * One key per attempt: pressing again after a lost connection repeats the same request, a changed one is new.
 */
export function createAttemptKeys(
  newKey: () => string = () => crypto.randomUUID(),
): (body: unknown) => string {
  let last: { body: string; key: string } | undefined;
  return (body) => {
    const text = JSON.stringify(body);
    if (last?.body !== text) last = { body: text, key: newKey() };
    return last.key;
  };
}
