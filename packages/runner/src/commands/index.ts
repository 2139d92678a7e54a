// The language of the prompt and the pipe. Pure.

export * from './command.ts';
export * from './grammar.ts';
export * from './nearest.ts';
export * from './help-lines.ts';
