// `host:port` as text, and its two halves.

import type { Address } from '../ring/index.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Splits `host:port`; brackets around an IPv6 host are taken off. */
export function endpointOf(address: Address): Endpoint {
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(address.slice(colon + 1)) };
}

/** Joins host and port; an IPv6 host gets its brackets. */
export function addressOf(host: string, port: number): Address {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
