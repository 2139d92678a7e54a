// What a peer says on a screen about what happens to it.

export * from './classic.ts';
export * from './show.ts';
