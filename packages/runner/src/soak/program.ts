// The `soak` program as one function: a command line in, an exit code out. 0 held, 1 did not. Errors become one line.

import { EXIT, flagError, lastWords } from '@ringside/peer/settings';
import createYargs from 'yargs';
import { readFlags, withFlags, type Asked, type SoakFlags } from './flags.ts';
import { measureFiles } from './files/files.ts';
import { measureKills } from './measure/kills.ts';
import { measurePauses } from './measure/pauses.ts';
import { measureOutages } from './outage/outage.ts';
import { writeRecord } from './record.ts';
import { broken } from './result.ts';
import { soak } from './soak.ts';
import { summaryLines } from './words.ts';

export interface SoakSurroundings {
  readonly argv: readonly string[];
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Aborted once, with SIGINT, SIGTERM, SIGHUP or EPIPE as reason. */
  readonly signal: AbortSignal;
  /** The seed when none is said. */
  readonly seed: number;
}

const programName = 'soak';

/** What was found out, whatever it was. */
interface Found {
  readonly isHeld: boolean;
  readonly lines: readonly string[];
  readonly result: object;
}

export async function runSoak(around: SoakSurroundings): Promise<number> {
  const { out, err, signal } = around;
  try {
    const said = await readCommandLine(around);
    if (said === undefined) return EXIT.ok;
    const asked = readFlags(said, around.seed);
    out(openingWords(asked));
    const found = await findOut(asked, around);
    if (found !== undefined) {
      for (const line of found.lines) out(line);
      out(`all of it is in ${await writeRecord(asked.kind, found.isHeld && !signal.aborted, found.result)}`);
    }
    if (signal.aborted) return endedBy(signal);
    return found?.isHeld === true ? EXIT.ok : EXIT.notHeld;
  } catch (error) {
    const last = lastWords(programName, error);
    err(last.line);
    return last.exitCode;
  }
}

/** Undefined when it was the help that was asked for. */
async function readCommandLine({ argv, out }: SoakSurroundings): Promise<SoakFlags | undefined> {
  let isAnswered = false;
  const yargs = withFlags(
    createYargs()
      .scriptName(programName)
      .locale('en')
      .parserConfiguration({ 'boolean-negation': false, 'duplicate-arguments-array': false })
      .usage('$0: faults on a ring of real processes, and whether it heals')
      .strict()
      .help()
      .alias('h', 'help')
      .version(false)
      .exitProcess(false)
      .showHelpOnFail(false)
      .fail((message, error) => {
        throw flagError(programName, argv, message, error);
      }),
  )
    .example('$0', 'Ten minutes of faults on 32 peers')
    .example('$0 --measure kills --count 100', 'How soon a killed peer is noticed');
  const said = await yargs.parseAsync(argv, {}, (_error, _args, output) => {
    if (output === '') return;
    isAnswered = true;
    out(output);
  });
  return isAnswered ? undefined : said;
}

function openingWords({ kind, peers, pingMs, seed, ...rest }: Asked): string {
  const counted = 'count' in rest ? [`${rest.count} ${kind}`] : [];
  const timed = 'lastsMs' in rest ? [`${rest.lastsMs / 60_000} minutes of faults`] : [];
  const what = [...counted, ...timed].join(', ');
  return `${what} on ${peers} peers, pings every ${pingMs / 1_000} s, --seed ${seed}`;
}

async function findOut(asked: Asked, { out, signal }: SoakSurroundings): Promise<Found | undefined> {
  const around = { say: out, signal };
  switch (asked.kind) {
    case 'kills':
      return await measureKills(asked, around);
    case 'pauses':
      return await measurePauses(asked, around);
    case 'files':
      return await measureFiles(asked, around);
    case 'outages':
      return await measureOutages(asked, around);
    case 'soak': {
      const result = await soak(asked, around);
      if (result === undefined) return undefined;
      return { isHeld: broken(result).length === 0, lines: summaryLines(result), result };
    }
  }
}

/** Nobody reading our output any more is no failure of ours. */
function endedBy({ reason }: AbortSignal): number {
  if (reason === 'SIGINT') return EXIT.interrupted;
  return reason === 'EPIPE' ? EXIT.ok : EXIT.terminated;
}
