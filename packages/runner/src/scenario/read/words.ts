// Words that a scenario gives to things, and paths of files in it.

/** These mean something by themselves. */
const reserved: readonly string[] = ['rest', 'all', 'any', 'random', 'acknowledged'];

export function isReserved(text: string): boolean {
  return reserved.includes(text);
}

export function isLabel(text: string): boolean {
  return /^[A-Za-z][\w-]{0,31}$/.test(text);
}

/** The name of a group or a peer, or of what `as` binds. */
export function isWord(text: string): boolean {
  return isLabel(text) && !isReserved(text);
}

/** A whole scenario's name also names a folder. */
export function isScenarioName(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,63}$/.test(text);
}

/** Relative, inside, no dots that climb, no name that another system reads differently. */
export function isInnerPath(text: string): boolean {
  if (text.length > 200 || !/^[\w .-]+(?:\/[\w .-]+)*$/.test(text)) return false;
  return text.split('/').every((part) => /^[\w](?:[\w .-]*[\w-])?$/.test(part));
}
