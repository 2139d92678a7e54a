// SHA-256 for the pure layers, which may not import it themselves.

import { hash } from 'node:crypto';
import type { Sha256 } from '../keys/placement/key-of-name.ts';

export const sha256: Sha256 = (bytes) => hash('sha256', bytes, 'buffer');
