// Numbers as people read them. Pure.

/** Ids round the ring: `8 > 9 > 14 > 19`. */
export function routeWords(route: readonly number[]): string {
  return route.join(' > ');
}

/** `0.31 s`; below a tenth of a second in ms, so that quick things are not all alike. */
export function secondsWords(ms: number): string {
  return ms < 100 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(2)} s`;
}

export function bytesWords(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${bytes.toLocaleString('en-US')} bytes`;
}
