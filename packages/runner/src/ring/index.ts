// A ring of real peers: starting it, asking things of it, ending it.

export * from './command-error.ts';
export * from './ring.ts';
export { controlObserver } from './control-observer.ts';
export { loadOfReports, observationsOf, pictureOf, position } from './survey.ts';
export { ringFilePath } from './ring-file.ts';
export * from './start-ring.ts';
