// The line for a request that was passed on. Its words depend on what the request is for, and whether it began here.

import type { Notice } from '../ring/notice.ts';

export function forwardedLine(notice: Extract<Notice, { event: 'forwarded' }>): string {
  // Only shortcuts and fingers ever go past the successor; then the line says to whom.
  const to = notice.isSuccessor ? 'my successor' : `Peer ${notice.to}`;
  const name = notice.name ?? 'a key';
  switch (notice.purpose) {
    case 'join':
      return `> Peer ${notice.asker} Join request forwarded to ${to}`;
    case 'store':
      return `> Store ${name} request forwarded to ${to}`;
    case 'lookup':
      return `> Lookup ${name} request forwarded to ${to}`;
    case 'request':
      return notice.isAsker
        ? `> File request for ${name} has been sent to ${to}`
        : `> Request for File ${name} has been received, but the file is not stored here`;
  }
}
