// Which of a peer's chattier lines are shown: the seeds' three flags.

/** ping-requests: pings sent and received. ping-responses: their answers. debug: everything else that happens. */
export type Show = 'ping-requests' | 'ping-responses' | 'debug';

export const shows: readonly Show[] = ['ping-requests', 'ping-responses', 'debug'];
