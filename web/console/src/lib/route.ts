// Where the console stands lives in the fragment: the server never sees which thread is open, nor a sign-in token.

export type Route = { at: 'list' } | { at: 'thread'; thread: string } | { at: 'sign-in'; token: string };

export function parseRoute(hash: string): Route {
  const token = /^#sign-in=([\w.~+/=%-]+)$/.exec(hash)?.[1];
  if (token) return { at: 'sign-in', token: decode(token) };
  const thread = /^#\/t\/([0-9a-fA-F-]{36})$/.exec(hash)?.[1];
  return thread ? { at: 'thread', thread: thread.toLowerCase() } : { at: 'list' };
}

export function threadHash(thread: string): string {
  return `#/t/${thread}`;
}

function decode(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
