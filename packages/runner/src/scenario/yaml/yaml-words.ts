// What the YAML parser complains of, in words that say what to do.

import type { ErrorCode, YAMLError } from 'yaml';

const unclosed = 'something that was opened before this is not closed; look for a missing quote, ] or }';

const words: { readonly [Code in ErrorCode]?: string } = {
  TAB_AS_INDENT: 'a tab stands where spaces must; indent with spaces',
  BAD_INDENT: 'this line is indented in no way that fits the ones above it; line it up with its neighbours',
  BLOCK_AS_IMPLICIT_KEY:
    'a second ": " stands in one line; put the inner part on its own line, or a text with a colon in quotes',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines; is a ":" or the right indentation missing above?',
  MISSING_CHAR: unclosed,
  BAD_SCALAR_START: 'a text cannot begin with this character; put it in quotes',
  BAD_ALIAS: 'anchors and aliases (& and *) are not read here; write the value out',
  TAG_RESOLVE_FAILED: 'tags (!) are not read here; take it out, and put texts in quotes',
  RESOURCE_EXHAUSTION: 'this is nested too deeply; no scenario needs so many levels',
  KEY_OVER_1024_CHARS: 'this key is longer than 1024 characters; shorten it',
  NON_STRING_KEY: 'a key must be a text',
};

export function yamlWords({ code, message }: YAMLError): string {
  if (message.startsWith('Flow ')) return unclosed;
  return words[code] ?? `this is no YAML: ${message.replaceAll(/\s+/g, ' ').replace(/[.:]$/, '')}`;
}
