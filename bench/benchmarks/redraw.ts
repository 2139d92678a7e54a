// What a steady live view writes to the terminal at each sweep, when nothing changes in the ring but ages and round-trip times.

import type { PeerStatus } from '@ringside/peer/survey';
import {
  fittedTable,
  nextView,
  openScreen,
  type RingView,
  type Sweep,
  type Terminal,
} from '@ringside/reporter';
import type { Benchmark } from '../benchmark.ts';
import { idealRing } from '../measure/ideal-ring.ts';

const size = { width: 120, height: 60 };
/** The first frame is the whole table; the next ones say at last that it is firm. */
const framesToSettle = 5;

export const redraw: Benchmark = {
  name: 'redraw',
  asks: 'How many bytes does a sweep of a settled ring write to the terminal?',
  async run(notebook, { isQuick }) {
    for (const peers of [7, 50]) {
      const { first, steady } = framesOf(idealRing(peers), isQuick ? 20 : 200);
      notebook.record({ what: `the first frame, ${peers} peers`, unit: 'bytes', samples: [first] });
      notebook.record({ what: `a steady redraw, ${peers} peers`, unit: 'bytes', samples: steady });
    }
  },
};

interface Frames {
  readonly first: number;
  readonly steady: readonly number[];
}

function framesOf(statuses: readonly PeerStatus[], frames: number): Frames {
  const terminal = new CountingTerminal();
  using screen = openScreen(terminal);
  const written: number[] = [];
  let view: RingView | undefined;
  for (let number = 1; number <= framesToSettle + frames; number += 1) {
    view = nextView(view, sweepOf(statuses, number));
    terminal.bytes = 0;
    screen.draw(fittedTable(view, { colors: 1, ...size }));
    written.push(terminal.bytes);
  }
  return { first: written[0] ?? 0, steady: written.slice(framesToSettle) };
}

/** A sweep a second; round trips wander between 0.6 and 1.6 ms, as on one machine. */
function sweepOf(statuses: readonly PeerStatus[], number: number): Sweep {
  const asked = statuses.map((status, place) => {
    const rttMs = 0.6 + ((number * 7 + place * 3) % 11) / 10;
    return {
      id: status.id,
      address: status.address,
      isMonitored: true,
      answer: { kind: 'status', status, rttMs } as const,
    };
  });
  return { number, at: Date.UTC(2026, 0, 1) + number * 1_000, asked };
}

class CountingTerminal implements Terminal {
  readonly columns = size.width;
  readonly rows = size.height;
  bytes = 0;

  write(text: string): void {
    this.bytes += Buffer.byteLength(text);
  }

  on(): void {}

  off(): void {}
}
