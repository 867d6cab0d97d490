import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';

/** Where the server listens, as far as the checks need it. */
export interface Listening {
  /** The address it was told to listen on. */
  readonly host: string;
  readonly port: number;
}

const wildcards = ['0.0.0.0', '::'];
const isLoopback = (name: string): boolean =>
  name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));

function parseHost(header: string): { name: string; port: number } | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/i.exec(header);
  if (!match?.[1]) return undefined;
  const name = match[1].toLowerCase().replace(/^\[|\]$/g, '');
  return { name, port: match[2] === undefined ? 80 : Number(match[2]) };
}

/**
 * Whether a Host header names this server by an address of its own. A page elsewhere can make its own name resolve to this
 * machine (DNS rebinding), but it cannot make the browser send another name. On a wildcard address any IP address is one of ours.
 */
export function isOwnHost(header: string | undefined, { host, port }: Listening): boolean {
  const parsed = header === undefined ? undefined : parseHost(header);
  if (parsed?.port !== port) return false;
  const { name } = parsed;
  return isLoopback(name) || name === host.toLowerCase() || (wildcards.includes(host) && isIP(name) !== 0);
}

/** Whether an Origin header is the page of this server: same scheme, host and port as the (checked) Host header says. */
export function isOwnOrigin(origin: string | undefined, hostHeader: string): boolean {
  return (
    origin !== undefined && origin.toLowerCase() === `http://${hostHeader.toLowerCase().replace(/:80$/, '')}`
  );
}

/** Compares secrets in a time that tells nothing about where, or whether in length, they differ. */
export function isSameSecret(given: string | undefined | null, secret: string): boolean {
  if (typeof given !== 'string') return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

/** The cookie of one server: ports share a host's cookies, so its name holds the port. */
export function cookieName(port: number): string {
  return `semascope-${port}`;
}

/** The value of a cookie in a Cookie header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const separator = part.indexOf('=');
    if (part.slice(0, separator).trim() === name) return part.slice(separator + 1).trim();
  }
  return undefined;
}
