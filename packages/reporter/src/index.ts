// Watching a ring as a library: sweep it, view it, print it, keep it on a screen.

export * from './view/sweep.ts';
export * from './view/ring-view.ts';
export * from './view/record.ts';
export { nextView } from './view/next-view.ts';
export { byeRecord, isoTime, loadRecord, recordsOf } from './view/records.ts';
export { sweepRing, type SweepOptions, type Target } from './poll/sweep-ring.ts';
export { watchRing, type Pace, type WatchOptions } from './poll/watch-ring.ts';
export { surveyOnce } from './poll/survey-once.ts';
export { colorLevel, palette, type ColorLevel, type Palette } from './print/palette.ts';
export { tableLines, verdictLine, type TableOptions } from './print/table.ts';
export { fittedTable, type Screenful } from './print/fitted-table.ts';
export { loadLines, type LoadOptions } from './print/load-table.ts';
export { jsonLine } from './print/json-line.ts';
export { plainLine, type Loudness } from './print/plain-line.ts';
export { cutLine } from './print/cut-line.ts';
export { openScreen, type Frame, type Screen, type ScreenOptions, type Terminal } from './watch/screen.ts';
