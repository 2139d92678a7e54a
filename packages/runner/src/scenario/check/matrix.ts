// Is every key of the matrix a setting, and is the number of runs one that ends? The values are checked run by run.

import type { Scenario } from '../language/index.ts';
import type { Fault } from '../mistake.ts';
import { settingTrouble } from '../settings/paths.ts';

/** Of one scenario file, all combinations and repetitions counted. */
const runsMax = 200;

export function checkMatrix(scenario: Scenario): readonly Fault[] {
  const { matrix, repeat } = scenario;
  const faults = matrix.flatMap(({ setting, values }): Fault[] => {
    const path = ['matrix', setting];
    const message =
      setting === 'repeat'
        ? 'repeat is not varied by a matrix; write it once, outside'
        : settingTrouble(setting, scenario);
    if (message !== undefined) return [{ path, end: 'key', message }];
    const place = values.findIndex((value, index) => values.indexOf(value) !== index);
    return place < 0
      ? []
      : [
          {
            path: [...path, place],
            end: 'value',
            message: `this value of ${setting} stands here twice; once is enough`,
          },
        ];
  });
  const runs = matrix.reduce((product, { values }) => product * values.length, repeat);
  if (faults.length > 0 || runs <= runsMax) return faults;
  const path = [repeat > runsMax || matrix.length === 0 ? 'repeat' : 'matrix'];
  return [
    {
      path,
      end: 'key',
      message: `this makes ${runs} runs, and ${runsMax} are the most; take fewer values, or repeat less often`,
    },
  ];
}
