// What the program calls itself.

import { versionIn } from '@ringside/peer/program';

export const programName = 'reporter';
export const programVersion: string = versionIn(new URL('../../package.json', import.meta.url));
