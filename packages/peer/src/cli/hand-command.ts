// What a person may type at a peer: `Store 2067 [file]`, in any case. Words only; nothing is done here.

export type HandCommand =
  | { readonly kind: 'store'; readonly name: string; readonly path: string | undefined }
  | { readonly kind: 'request'; readonly name: string; readonly path: string | undefined }
  | { readonly kind: 'lookup'; readonly name: string }
  /** Those whose names come after `after`. */
  | { readonly kind: 'keys'; readonly after: string | null }
  | { readonly kind: 'status' | 'quit' | 'help' | 'nothing' }
  | { readonly kind: 'refused'; readonly message: string };

export const handHelp: readonly string[] = [
  'Store <name> [file]    keep the bytes of a file (or <name>.pdf of this folder, or nothing) at the owner of the name',
  'Request <name> [file]  fetch them, into received_<name>.pdf or the file given',
  'Lookup <name>          who owns the name, and by which route',
  'Keys [name]            what is held here, in the order of the names; with a name, what comes after it',
  'Status                 this peer and its neighbours',
  'Quit                   leave the ring politely',
];

/** Reads one line. Spaces around and between words do not count. */
export function parseHandCommand(line: string): HandCommand {
  const [word, name, ...more] = line.trim().split(/\s+/);
  if (word === undefined || word === '') return { kind: 'nothing' };
  const kind = word.toLowerCase();
  switch (kind) {
    case 'store':
    case 'request': {
      if (name === undefined)
        return { kind: 'refused', message: `${word} needs a name, such as: ${word} 2067` };
      // A path may hold spaces: all that follows is one.
      return { kind, name, path: more.length === 0 ? undefined : more.join(' ') };
    }
    case 'lookup':
      if (name === undefined || more.length > 0)
        return { kind: 'refused', message: 'Lookup needs one name, such as: Lookup 2067' };
      return { kind, name };
    case 'keys':
      return { kind, after: name === undefined ? null : [name, ...more].join(' ') };
    case 'status':
    case 'quit':
    case 'help':
      if (name !== undefined)
        return { kind: 'refused', message: `${word} stands alone; leave "${name}" out` };
      return { kind };
    default:
      return { kind: 'refused', message: `there is no command "${word}"; type Help for those there are` };
  }
}
