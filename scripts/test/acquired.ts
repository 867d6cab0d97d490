/** Something that the tests need from outside: there, with how it was got; or missing, with the reason. */
export type Acquired =
  | { readonly kind: 'ready'; readonly path: string; readonly origin: string }
  | { readonly kind: 'missing'; readonly reason: string };

export function ready(path: string, origin: string): Acquired {
  return { kind: 'ready', path, origin };
}

export function missing(reason: string): Acquired {
  return { kind: 'missing', reason };
}
