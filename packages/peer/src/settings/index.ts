// What a ring's members agree on, and how values are written, read and refused. No I/O: the environment is an argument.

export * from './settings.ts';
export * from './ring-settings.ts';
export * from './time.ts';
export * from './exit-codes.ts';
export * from './usage-error.ts';
export * from './environment.ts';
export * from './id-list.ts';
export * from './values.ts';
export * from './flag-errors.ts';
