// A peer run by a person: it prints what happens and obeys what is typed. It runs on when stdin ends, and leaves politely on Ctrl-C.

import process from 'node:process';
import { PeerError, startPeer, type Peer } from '../host/index.ts';
import { EXIT } from '../settings/index.ts';
import { keyLines } from './key-lines.ts';
import type { ReadOptions } from './read-options.ts';
import { handHelp, parseHandCommand } from './hand-command.ts';
import { openVoiceBox, type LogFormat, type VoiceBox } from './voice-box.ts';

export interface ByHand {
  readonly options: ReadOptions;
  readonly format: LogFormat;
  /** What to do once the sockets are bound: init, join or create. */
  readonly begin: (peer: Peer) => Promise<void> | void;
}

/** Runs until the peer's life is over. Resolves with the exit code; rejects when it could not begin. */
export async function runByHand({ options, format, begin }: ByHand): Promise<number> {
  using voice = openVoiceBox(options.peer.id, options.show, format);
  await using peer = await startPeer({ ...options.peer, onNotice: (notice) => voice.tell(notice) });
  const ending = leaveOnSignals(peer);
  voice.listen(
    (line) => void obey(peer, line, voice),
    () => undefined,
  );
  await begin(peer);
  const why = await peer.ended;
  const { phase } = peer.status();
  if (ending.code !== undefined) return ending.code;
  if (phase !== 'fenced') return EXIT.ok;
  throw new PeerError('unavailable', why);
}

/** The first signal leaves, with its own exit code. */
function leaveOnSignals(peer: Peer): { code: number | undefined } {
  const ending: { code: number | undefined } = { code: undefined };
  const leaveWith = (code: number) => (): void => {
    ending.code = code;
    void peer.leave();
  };
  process.once('SIGINT', leaveWith(EXIT.interrupted));
  process.once('SIGTERM', leaveWith(EXIT.terminated));
  process.once('SIGHUP', leaveWith(EXIT.terminated));
  // Nobody reads any more.
  process.stdout.once('error', leaveWith(EXIT.ok));
  return ending;
}

async function obey(peer: Peer, line: string, voice: VoiceBox): Promise<void> {
  const command = parseHandCommand(line);
  try {
    switch (command.kind) {
      case 'store':
        return void (await peer.store(command.name, { path: command.path }));
      case 'request':
        return (await peer.request(command.name, command.path)).isSure
          ? undefined
          : voice.say(`> File ${command.name} may be older than the last store: ${whyOld}`);
      case 'lookup':
        return void (await peer.lookup(command.name));
      case 'keys':
        return keyLines(peer, command.after).forEach((each) => voice.say(each));
      case 'status':
        return statusLines(peer).forEach((each) => voice.say(each));
      case 'quit':
        return await peer.leave();
      case 'help':
        return handHelp.forEach((each) => voice.say(each));
      case 'refused':
        return voice.say(`> ${command.message}`);
      case 'nothing':
        return;
    }
  } catch (error) {
    if (!(error instanceof PeerError)) throw error;
    voice.say(`> ${error.message}`);
  }
}

const whyOld = 'a newer version may be at peers that are gone or have just come back';

function idsOf(list: readonly { readonly id: number }[]): string {
  return list.map((each) => each.id).join(', ') || 'nobody';
}

function statusLines(peer: Peer): string[] {
  const { id, address, phase, pred, succ, keys } = peer.status();
  return [
    `Peer ${id} at ${address}: ${phase}, ${keys} ${keys === 1 ? 'value' : 'values'}`,
    `Successors, nearest first: ${idsOf(succ)}`,
    `Predecessors, nearest first: ${idsOf(pred)}`,
  ];
}
