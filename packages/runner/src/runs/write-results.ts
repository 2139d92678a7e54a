// What is left of a run in its folder: `results.json` for programs, `junit.xml` for CI, `operations.ndjson` for whoever doubts the judge of histories.

import { formatOperation } from '@ringside/peer/history';
import { junitXml, resultsJson } from '../verdict/index.ts';
import type { Played } from './played.ts';
import type { RunFolder } from './run-folder.ts';

export async function writeResults(
  folder: RunFolder,
  { job, result, lag, verdict }: Played,
  version: string,
): Promise<void> {
  const about = {
    name: job.name,
    source: job.source,
    again: job.again,
    startedAt: folder.startedAt.toISOString(),
    version,
  };
  await folder.write(
    'results.json',
    `${JSON.stringify(resultsJson(about, job.plan, result, verdict, lag), null, 2)}\n`,
  );
  if (result.operations.length > 0)
    await folder.write('operations.ndjson', result.operations.map(formatOperation).join(''));
  await folder.write('junit.xml', junitXml([{ about, verdict, tookMs: result.tookMs }]));
}
