// What a process or a link can suffer. Processes suffer signals (spawn/); links suffer rules.

export * from './link-lines.ts';
