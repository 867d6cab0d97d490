import type { IncomingMessage } from 'node:http';
import { cookieName, isOwnHost, isOwnOrigin, isSameSecret, readCookie, type Listening } from './access.ts';

export interface Door extends Listening {
  readonly token: string;
}

export type Verdict =
  | { readonly kind: 'allowed'; readonly url: URL }
  /** The token came in the address: it becomes a cookie, and the address clean. */
  | { readonly kind: 'exchange'; readonly cleanPath: string }
  | { readonly kind: 'refused'; readonly status: 400 | 403; readonly reason: string };

function refused(reason: string, status: 400 | 403 = 403): Verdict {
  return { kind: 'refused', status, reason };
}

function parseTarget(target: string | undefined, host: string): URL | undefined {
  if (!target?.startsWith('/')) return undefined;
  try {
    return new URL(`http://${host}${target}`); // not as a relative one: `//elsewhere/` would be another host
  } catch {
    return undefined;
  }
}

/**
 * Lets a request in or not, before anything else looks at it: first its Host, then its token or cookie, then, where it could
 * change something, its Origin.
 */
export function checkRequest(request: IncomingMessage, door: Door, isUpgrade = false): Verdict {
  const { host, origin, cookie } = request.headers;
  if (host === undefined || !isOwnHost(host, door)) return refused('a foreign Host');
  const url = parseTarget(request.url, host);
  if (!url) return refused('a malformed address', 400);
  const given = url.searchParams.get('token');
  const hasToken = isSameSecret(given, door.token);
  if (given !== null && !hasToken) return refused('a wrong token');
  if (!hasToken && !isSameSecret(readCookie(cookie, cookieName(door.port)), door.token)) {
    return refused('no token');
  }
  const isRead = !isUpgrade && (request.method === 'GET' || request.method === 'HEAD');
  if (!isRead && !isOwnOrigin(origin, host)) return refused('a foreign Origin');
  if (!hasToken || !isRead) return { kind: 'allowed', url };
  url.searchParams.delete('token');
  return { kind: 'exchange', cleanPath: url.pathname.replace(/^\/+/, '/') + url.search };
}
