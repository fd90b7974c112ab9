/** Only paths of this site: a link must not send a reader elsewhere after signing in. */
export function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) && !/\p{Cc}/u.test(next) ? next : "/";
}
