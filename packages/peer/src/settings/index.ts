// What a ring's members agree on, and how times are written.

export * from './settings.ts';
export * from './time.ts';
