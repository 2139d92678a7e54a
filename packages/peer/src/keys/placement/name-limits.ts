// What any name may be, whatever the rule that turns it into a key. A refusal is a sentence for people, never an exception.

export const nameBytesMax = 255;

/** Why `name` cannot be the name of anything, or undefined when it can. */
export function nameTrouble(name: string): string | undefined {
  if (name === '') return 'a name is missing; give one, such as 2067';
  if (!name.isWellFormed())
    return `${quoteName(name)} is no name here: it is not valid Unicode; write it anew`;
  const bytes = new TextEncoder().encode(name).length;
  if (bytes <= nameBytesMax) return undefined;
  return `${quoteName(name)} is no name here: it takes ${bytes} bytes; use at most ${nameBytesMax}`;
}

/** The name in quotes on one line, cut when it is long: names come from strangers and end up on screens. */
export function quoteName(name: string): string {
  const shown = name.length > 40 ? `${name.slice(0, 40)}...` : name;
  return JSON.stringify(shown).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (odd) => `\\u{${odd.codePointAt(0)?.toString(16)}}`,
  );
}
