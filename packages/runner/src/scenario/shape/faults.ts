// What a shape complains of, as faults: a path, and a sentence that begins with the key.

import type { z } from 'zod';
import { nearest } from '../../commands/nearest.ts';
import type { Fault, Path } from '../mistake.ts';

type Issue = z.core.$ZodIssue;

interface ShapeFault extends Fault {
  /** A key that nobody knows, or one that is not there; undefined = any of several is not there. */
  readonly absence?: { readonly kind: 'unknown' | 'missing'; readonly key: string | undefined };
}

/** Every fault of a value that a shape has refused. What is missing only because its key is misspelt is told once. */
export function shapeFaults(error: z.ZodError): readonly Fault[] {
  const all = error.issues.flatMap((issue) => faultsOf(issue, []));
  const unknown = all.filter(({ absence }) => absence?.kind === 'unknown');
  return all.filter(
    (fault) => fault.absence?.kind !== 'missing' || !unknown.some((other) => isMissedBy(fault, other)),
  );
}

function isMissedBy(fault: ShapeFault, { path, absence }: ShapeFault): boolean {
  const key = fault.absence?.key;
  const mapping = key === undefined ? fault.path : fault.path.slice(0, -1);
  const isSame = path.length - 1 === mapping.length && mapping.every((step, place) => step === path[place]);
  return isSame && (key === undefined || nearest(absence?.key ?? '', [key]) !== undefined);
}

function faultsOf(issue: Issue, above: Path): readonly ShapeFault[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const lines = issue.message.split('\n');
      return issue.keys.map((key, place) => ({
        path: [...path, key],
        end: 'key',
        message: lines[place] ?? issue.message,
        absence: { kind: 'unknown', key },
      }));
    }
    case 'invalid_key':
      return [{ path, end: 'key', message: issue.issues[0]?.message ?? issue.message }];
    case 'invalid_union':
      return unionFaults(issue, path);
    case 'custom':
      return [
        issue.params?.['isWhole'] === true
          ? whole(path, issue.params, issue.message)
          : named(path, issue.message),
      ];
    default:
      return [named(path, issue.message)];
  }
}

/** Of several shapes, the one whose kind of value was written tells what is wrong with it. When none or each was, all are offered. */
function unionFaults(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path): readonly ShapeFault[] {
  const meant = issue.errors.filter((branch) => !branch.some(isOfAnotherKind));
  const inner = meant.filter((branch) => branch.some((each) => each.path.length > 0));
  const [only] = meant.length === 1 ? meant : inner;
  return only === undefined ? [named(path, issue.message)] : only.flatMap((each) => faultsOf(each, path));
}

/** A text where a number was asked for, and so on. A wrong text where a text was asked for is of the right kind. */
function isOfAnotherKind(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.every((branch) => branch.some(isOfAnotherKind));
  if (issue.code === 'invalid_value')
    return issue.values.every((value) => typeof value !== typeof issue.input);
  return issue.code === 'invalid_type';
}

function whole(path: Path, params: Record<string, unknown>, message: string): ShapeFault {
  const end = params['end'] === 'value' ? 'value' : 'key';
  if (params['isMissing'] !== true) return { path, end, message };
  return { path, end, message, absence: { kind: 'missing', key: undefined } };
}

function named(path: Path, message: string): ShapeFault {
  const key = path.at(-1);
  if (typeof key !== 'string') {
    return {
      path,
      end: 'value',
      message: message.startsWith('has no value') ? `this item ${message}` : message,
    };
  }
  if (message.startsWith('is missing')) {
    return { path, end: 'key', message: `${key} ${message}`, absence: { kind: 'missing', key } };
  }
  const isWhole = message.startsWith('there is no ');
  const begun = message.startsWith('has no value') ? `${key} ${message}` : `${key}: ${message}`;
  return { path, end: 'value', message: isWhole ? message : begun };
}
